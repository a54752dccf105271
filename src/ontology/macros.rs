//! The two macros by which the tables of this module become constants and enums.

/// A module of `NamedNodeRef` constants, one a term of a vocabulary, with its `NAMESPACE` and the list `ALL`.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $module:ident, $namespace:literal, { $($name:ident = $local:literal,)+ }) => {
        $(#[$doc])*
        pub mod $module {
            use oxigraph::model::NamedNodeRef;

            /// The IRI that all terms of the vocabulary begin with.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )+
            /// Every constant of this module, in the order of the source.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name),+];
        }
    };
}

/// An enum whose variants are terms: each has a name, as annotations write it, and an IRI, as graphs do.
macro_rules! term_enum {
    ($(#[$doc:meta])* $enum:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal => $iri:expr,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $enum {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $enum {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that annotations use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The IRI that graphs use.
            #[must_use]
            pub const fn iri(self) -> oxigraph::model::NamedNodeRef<'static> {
                match self {
                    $(Self::$variant => $iri,)+
                }
            }

            /// The value with that name, or `None` where there is none; upper and lower case count.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }

            /// The first value with that IRI, or `None` where there is none.
            #[must_use]
            pub fn from_iri(iri: oxigraph::model::NamedNodeRef<'_>) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.iri() == iri)
            }
        }

        impl std::fmt::Display for $enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(super) use term_enum;
pub(super) use vocabulary;
