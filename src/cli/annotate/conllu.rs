//! Syntax in CoNLL-U.

use std::fmt::Write as _;

use crate::annotate::syntax::Syntax;
use crate::text::Article;

/// Every sentence of an article, with the comments that CoNLL-U asks for.
pub(super) fn print(article: &Article, syntax: &Syntax) -> String {
    let text = &article.text;
    let mut out = format!("# newdoc id = {}\n", one_line(&article.id));
    for (number, sentence) in syntax.sentences().iter().enumerate() {
        let words = &syntax.words()[sentence.words.clone()];
        let _ = writeln!(out, "# sent_id = {}-{}", one_line(&article.id), number + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(text)));
        for (i, word) in words.iter().enumerate() {
            let head = word.head.map_or(0, |h| h - sentence.words.start + 1);
            let glued = words.get(i + 1).is_some_and(|next| next.span.start == word.span.end);
            let misc = if glued { "SpaceAfter=No" } else { "_" };
            let form = one_line(word.span.of(text));
            let _ = writeln!(
                out,
                "{}\t{form}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{misc}",
                i + 1,
                word.lemma,
                word.upos.as_str(),
                word.xpos,
                word.deprel
            );
        }
        out.push('\n');
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
