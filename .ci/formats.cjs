// Reads what newsgraph writes with N3.js and jsonld.js; run by formats.py, with the folder that holds the files.
const fs = require('fs')
const path = require('path')
const { Parser } = require('n3')
const jsonld = require('jsonld')

const folder = process.argv[2]
const text = name => fs.readFileSync(path.join(folder, name), 'utf8')
const key = quad => JSON.stringify(quad)
const read = (name, format) => new Parser({ format }).parse(text(name))
const set = quads => new Set(quads.map(key))
const same = (a, b) => a.size === b.size && [...a].every(quad => b.has(quad))

const say = (what, wrong) => console.log(`${wrong ? 'FAIL' : 'ok'}\t${what}\t${wrong || ''}`)

async function main () {
  for (const version of ['all', 'all12']) {
    const [ttl, nt, trig, nq] = [['ttl', 'Turtle'], ['nt', 'N-Triples'], ['trig', 'TriG'], ['nq', 'N-Quads']]
      .map(([extension, format]) => read(`${version}.${extension}`, format))
    say(`${version}.ttl is ${version}.nt (${set(nt).size} triples)`, same(set(ttl), set(nt)) ? '' : 'they differ')
    say(`${version}.trig is ${version}.nq (${set(nq).size} quads)`, same(set(trig), set(nq)) ? '' : 'they differ')
    const terms = nq.filter(quad => quad.object.termType === 'Quad').length
    const expected = version === 'all12'
    say(`${version}.nq has ${terms} triple terms`, (terms > 0) === expected ? '' : 'which is wrong')
  }
  const nquads = await jsonld.toRDF(JSON.parse(text('all.jsonld')), { format: 'application/n-quads' })
  const quads = set(new Parser({ format: 'N-Quads' }).parse(nquads))
  say(`all.jsonld by jsonld.js (${quads.size} quads)`, same(quads, set(read('all.nq', 'N-Quads'))) ? '' : 'is another graph')
}

main().catch(error => say('reading', String(error).slice(0, 300)))
