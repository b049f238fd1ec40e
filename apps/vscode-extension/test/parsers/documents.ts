import fc from 'fast-check'
import { encodePath } from '../../src/model/links/encode-path.ts'
import { escapeAsciidoc, escapeAttribute, escapeMarkdown } from '../../src/model/links/escape-alt.ts'

/** Pieces that documents of a language are made of; `ALT`, `ATTR` (as an attribute) and `PATH` are filled in, differently for each piece. */
interface Pieces {
  readonly alt: (alt: string) => string
  readonly pieces: readonly string[]
}

const tags = [
  '<img src="PATH" alt="ATTR">',
  '<img alt="ATTR" class="wide > tall" src="PATH">',
  "<img src='PATH' alt='ATTR' />",
  '<p>Text <img\n  src="PATH"\n  alt="ATTR"\n/> and more</p>',
  '<a href="x.html"><img src="PATH" alt="ATTR" /></a>',
  '<!-- <img src="PATH" alt="ATTR"> -->',
  '<p data-src="PATH" title="ATTR">img src alt</p>',
  '<img data-src="PATH" alt="ATTR" />',
  '<img src="PATH?v=1#top" alt="ATTR" />',
  '<img src="PATH" />',
]

const html = [
  ...tags,
  '<IMG SRC="PATH" Alt="ATTR">',
  '<img src=plain.png alt=plain>',
  '<img alt="ATTR" src="PATH" src="second.png">',
  '<script>const text = \'<img src="PATH" alt="x">\'</script>',
  '<style>a::before { content: \'<img src="PATH" alt="x">\' }</style>',
  '<textarea><img src="PATH" alt="x"></textarea>',
]

const jsx = [
  '<img src="PATH" alt="ATTR" />',
  '<img alt="ATTR" className="wide > tall" src="PATH"/>',
  "<p>Text <img\n  src='PATH'\n  alt='plain'\n/> and more</p>",
  '<a href="x.html"><img src="PATH" alt="ATTR" /></a>',
  '<p data-src="PATH" title="ATTR">img src alt</p>',
  '<img data-src="PATH" alt="ATTR" />',
  '<img src={"PATH"} alt={\'plain\'} />',
  '<img style={{ width: 20, height: { a: 1 }.a }} src="PATH" alt="ATTR" />',
  '<img onClick={() => { if (a > b) { go("x") } }} src="PATH" alt="ATTR" />',
  '<img src={fox} alt="ATTR" />',
  '{/* <img src="PATH" alt="ATTR" /> */}',
  "<p>don't <b>stop</b></p>",
  '{show && <img src="PATH" alt="ATTR" />}',
]

const markdown = [
  '![ALT](PATH)',
  'Text ![ALT](PATH) and ![ALT](PATH "a title").',
  '# ![ALT](PATH)',
  '- item\n\n    ![ALT](PATH)\n- ![ALT](PATH)',
  '> ![ALT](PATH)\n> more',
  '| a | b |\n| - | - |\n| ![ALT](PATH) | x |',
  '[![ALT](PATH)](https://example.com)',
  '![ALT](<PATH>)',
  "![ALT](PATH 'title')",
  '`![ALT](PATH)` and ``a ` ![ALT](PATH) b``',
  '```md\n![ALT](PATH)\n```',
  '~~~~\n![ALT](PATH)\n~~~\n![ALT](PATH)\n~~~~',
  '1. item\n   ```\n   ![ALT](PATH)\n   ```',
  '\\![ALT](PATH) is a link',
  '![ALT] (PATH)',
  '![ALT][ref-PATH]\n\n[ref-PATH]: PATH "title"',
  '![ref-PATH][]\n\n[ref-PATH]: <PATH>',
  '![ref-PATH]\n\n[ref-PATH]: PATH',
  '![ALT][no-such-reference]',
  '![two\nlines](PATH)',
  '![a &amp; b &copy; &#98;](PATH)',
  '![a [nested] b](PATH)',
  '![a *strong* `code` b](PATH)',
]

const asciidoc = [
  'image::PATH[ALT]',
  'Text image:PATH[plain text] and more.',
  'Text image::PATH[plain] is not a block.',
  '* item image:PATH[plain]\n* other',
  'image::PATH[alt=plain text,width=20]',
  '----\nimage::PATH[ALT]\n----',
  '....\nimage::PATH[ALT]\n....',
  '////\nimage::PATH[ALT]\n////',
  '====\nimage::PATH[ALT]\n====',
  '```\nimage::PATH[ALT]\n```',
  '// image::PATH[ALT]',
  ' image::PATH[ALT]',
  '|===\n| image:PATH[plain] | b\n|===',
]

const restructuredtext = [
  '.. image:: PATH\n   :alt: ALT',
  '.. image:: PATH\n   :width: 20\n   :alt: ALT\n   :align: left',
  '.. figure:: PATH\n   :alt: ALT\n\n   Caption.',
  '- item\n\n  .. image:: PATH\n     :alt: ALT',
  '.. |PATH| image:: PATH\n   :alt: ALT',
  'Text\n.. image:: PATH\n   :alt: ALT',
  'Code::\n\n   .. image:: PATH\n      :alt: ALT',
  '.. code-block:: rst\n\n   .. image:: PATH\n      :alt: ALT',
  '.. a comment\n   .. image:: PATH\n      :alt: ALT',
  '..\n   .. image:: PATH\n      :alt: ALT',
  '.. note::\n\n   .. image:: PATH\n      :alt: ALT',
  '.. image:: PATH',
]

const same = (alt: string): string => alt
const all: Readonly<Record<string, Pieces>> = {
  markdown: { alt: escapeMarkdown, pieces: [...markdown, '    ![ALT](PATH)', ...tags] },
  mdx: {
    alt: escapeMarkdown,
    pieces: [
      ...markdown.filter((piece) => !piece.includes('(<') && !piece.includes(': <')),
      '{/* ![ALT](PATH) */}',
      '<img src="PATH" alt="plain" />',
    ],
  },
  html: { alt: escapeAttribute, pieces: html },
  vue: {
    alt: escapeAttribute,
    pieces: [...tags, '<img :src="fox" alt="ATTR">', '<img v-if="a > b" src="PATH" alt="ATTR">', '<p>{{ a }}</p>'],
  },
  svelte: {
    alt: escapeAttribute,
    pieces: [
      ...tags,
      '<img src="PATH" alt="ATTR" on:click={() => { if (a > b) go("x") }}>',
      '{#if a}<img src="PATH" alt="ATTR">{/if}',
      '<img src={fox} alt="ATTR">',
    ],
  },
  astro: {
    alt: escapeAttribute,
    pieces: [...tags, '<img src={fox} alt="ATTR">', '{show && <img src="PATH" alt="ATTR">}'],
  },
  typescriptreact: { alt: escapeAttribute, pieces: jsx },
  asciidoc: { alt: escapeAsciidoc, pieces: asciidoc },
  restructuredtext: { alt: same, pieces: restructuredtext },
}

const word = fc.constantFrom('fox', 'owl', 'a b', 'a-b', 'ß', '狐', '100%', '(1)', '[2]', "it's", 'a_b', 'x#y', 'q?')
const segments = fc.array(word, { minLength: 1, maxLength: 3 })
const path = segments.map((parts) => encodePath(`${parts.join('/')}.png`))
const plainWord = fc.constantFrom(
  'fox',
  'a "red" owl',
  'a < b',
  'ß & 狐',
  'C:\\x',
  'a, b',
  '[x]',
  '{y}',
  'z=1',
  '*',
  '_u_',
)

/** Documents of a language, as text. */
export function documents(id: string): fc.Arbitrary<string> {
  const { alt, pieces } = all[id] ?? { alt: same, pieces: [] }
  const filled = fc.tuple(fc.constantFrom(...pieces), path, plainWord).map(([piece, file, text]) =>
    piece
      .replaceAll('PATH', () => file)
      .replaceAll('ALT', () => alt(text))
      .replaceAll('ATTR', () => escapeAttribute(text)),
  )
  return fc.array(filled, { minLength: 1, maxLength: 5 }).map((parts) => `Start.\n\n${parts.join('\n\n')}\n\nEnd.\n`)
}
