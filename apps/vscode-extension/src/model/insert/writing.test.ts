import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findImages } from '../placeholders/find-images.ts'
import type { Lines } from './trace.ts'
import { type Shown, writeBlock, writeInline, type Writing } from './writing.ts'

/** The text with what is written, at the position that `‸` marks, or `|` where there are no tables. */
function written(
  write: typeof writeInline,
  languageId: string,
  marked: string,
  images: readonly Shown[] = [{ path: 'f.png', alt: 'a fox' }],
): string {
  const mark = marked.includes('‸') ? '‸' : '|'
  const before = marked.slice(0, marked.indexOf(mark))
  const text = marked.replace(mark, '')
  const position = { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 }
  return apply(text, write(languageId, linesOf(text), position, images))
}

function linesOf(text: string): Lines {
  const lines = text.split('\n')
  return { count: lines.length, line: (number) => lines[number] ?? '' }
}

function apply(text: string, { span: { start, end }, text: inserted }: Writing): string {
  const offset = ({ line, character }: typeof start): number =>
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, 0) + character
  return text.slice(0, offset(start)) + inserted + text.slice(offset(end))
}

const two = [
  { path: 'a.png', alt: 'a' },
  { path: 'b.png', alt: 'b' },
]
const link = '![a fox](f.png)'

describe('at the cursor', () => {
  test.each<[string, string, string, string]>([
    ['within a sentence', 'markdown', 'One | two', `One ${link} two`],
    ['in a cell of a table', 'markdown', '| a | ‸b |\n|-|-|', `| a | ${link}b |\n|-|-|`],
    ['in a list', 'markdown', '- |', `- ${link}`],
    ['in a quote', 'markdown', '> |\n', `> ${link}\n`],
    ['in HTML', 'html', '<p>|</p>', '<p><img src="f.png" alt="a fox"></p>'],
    [
      'in a list of reStructuredText',
      'restructuredtext',
      '- One|\n',
      '- One\n\n  .. image:: f.png\n     :alt: a fox\n',
    ],
    ['in a list of AsciiDoc', 'asciidoc', 'One|', 'One\n\nimage::f.png[a fox]'],
    [
      'in LaTeX',
      'latex',
      '\\begin{figure}\n  |\n\\end{figure}',
      '\\begin{figure}\n  \\includegraphics{f.png}\n\\end{figure}',
    ],
    ['in a text', 'plaintext', 'See |.', 'See f.png.'],
  ])('%s', (_, languageId, marked, expected) => {
    expect(written(writeInline, languageId, marked)).toBe(expected)
  })

  test.each<[string, string, string, string]>([
    ['a block of code', 'markdown', '```html\n|\n```\n', '```html\nf.png\n```\n'],
    ['a piece of code', 'markdown', 'Run `x |` now', 'Run `x f.png` now'],
    ['front matter', 'markdown', '---\nimage: |\n---\n', '---\nimage: f.png\n---\n'],
    ['quotes in front matter', 'mdx', '---\nimage: "|"\n---\n', '---\nimage: "f.png"\n---\n'],
    ['front matter of TOML', 'markdown', '+++\nimage = |\n+++\n', '+++\nimage = "f.png"\n+++\n'],
    ['a script', 'html', '<script>\nconst a = "|"\n</script>', '<script>\nconst a = "f.png"\n</script>'],
    ['a comment', 'vue', '<!-- | -->', '<!-- f.png -->'],
    ['the script of a component', 'astro', '---\nconst a = "|"\n---\n<p/>', '---\nconst a = "f.png"\n---\n<p/>'],
  ])('in %s only the path is written', (_, languageId, marked, expected) => {
    expect(written(writeInline, languageId, marked)).toBe(expected)
  })

  test('a path with a colon is quoted in front matter', () => {
    const images = [{ path: '#a: b.png', alt: '' }]
    expect(written(writeInline, 'markdown', '---\nimage: |\n---\n', images)).toBe('---\nimage: "#a: b.png"\n---\n')
  })

  test.each<[string, string, string]>([
    ['on lines of their own', '|', '![a](a.png)\n![b](b.png)'],
    ['in a list item', '- |', '- ![a](a.png)\n  ![b](b.png)'],
    ['in a quoted list', '> - |', '> - ![a](a.png)\n>   ![b](b.png)'],
    ['after words', '# Title |', '# Title ![a](a.png) ![b](b.png)'],
  ])('several stand %s', (_, marked, expected) => {
    expect(written(writeInline, 'markdown', marked, two)).toBe(expected)
  })
})

describe('below a selection', () => {
  test.each<[string, string, string, string]>([
    ['the next paragraph is kept apart', 'markdown', 'A fox|\nnext\n', `A fox\n\n${link}\n\nnext\n`],
    ['a blank line is enough', 'markdown', 'A fox|\n\nnext\n', `A fox\n\n${link}\n\nnext\n`],
    ['at the end of the text', 'markdown', 'A fox|', `A fox\n\n${link}`],
    ['at the end of the last line', 'markdown', 'A fox|\n', `A fox\n\n${link}\n`],
    ['the full stop is not text', 'markdown', 'A fox|.\nnext\n', `A fox.\n\n${link}\n\nnext\n`],
    ['a sentence is not broken', 'markdown', 'A fox| that\nruns.\n\nnext', `A fox that\nruns.\n\n${link}\n\nnext`],
    ['in a list', 'markdown', '- A fox|\n- next\n', `- A fox\n\n  ${link}\n\n- next\n`],
    ['in a list with tabs', 'markdown', '\t- A fox|\n', `\t- A fox\n\n\t  ${link}\n`],
    ['in a quote', 'markdown', '> A fox|\n> next\n', `> A fox\n>\n> ${link}\n>\n> next\n`],
    [
      'after a table',
      'markdown',
      '| A fox‸ | b |\n| - | - |\n| c | d |\n',
      `| A fox | b |\n| - | - |\n| c | d |\n\n${link}\n`,
    ],
    ['after a block of code', 'markdown', '```\nA fox|\nx\n```\nnext', `\`\`\`\nA fox\nx\n\`\`\`\n\n${link}\n\nnext`],
    [
      'after the front matter',
      'markdown',
      '---\ntitle: A fox|\n---\n# Title\n',
      `---\ntitle: A fox\n---\n\n${link}\n\n# Title\n`,
    ],
    ['after a title that is underlined', 'markdown', 'A fox|\n=====\nText\n', `A fox\n=====\n\n${link}\n\nText\n`],
    ['in AsciiDoc', 'asciidoc', 'A fox|\nnext', 'A fox\n\nimage::f.png[a fox]\n\nnext'],
    ['in reStructuredText', 'restructuredtext', '  A fox|\n', '  A fox\n\n  .. image:: f.png\n     :alt: a fox\n'],
    ['in LaTeX', 'latex', 'A fox|\nnext', 'A fox\n\n\\includegraphics{f.png}\n\nnext'],
    ['in HTML', 'html', '  <p>A fox|</p>\n', '  <p>A fox</p>\n  <img src="f.png" alt="a fox">\n'],
    ['in a program', 'python', '    # A fox|\n    x = 1\n', '    # A fox\n    f.png\n    x = 1\n'],
    ['in a plain text', 'plaintext', 'A fox|\nnext', 'A fox\n\nf.png\n\nnext'],
  ])('%s', (_, languageId, marked, expected) => {
    expect(written(writeBlock, languageId, marked)).toBe(expected)
  })

  test('a cursor at the end of the line is left there, and one on the next line moves with it', () => {
    expect(writeBlock('markdown', linesOf('A fox'), { line: 0, character: 5 }, two).leavesCursor).toBe(true)
    expect(writeBlock('markdown', linesOf('A fox\n'), { line: 0, character: 5 }, two).leavesCursor).toBe(false)
  })
})

const line = fc.constantFrom(
  '',
  'Text',
  'Text with words.',
  '- item',
  '> quote',
  '| a | b |',
  '| - | - |',
  '# Title',
  '```',
  '---',
  '\tcode',
  '<p>',
  '===',
)

test('nothing of a text is lost or moved, whatever it is and wherever the link goes', () => {
  const language = fc.constantFrom(
    'markdown',
    'mdx',
    'html',
    'asciidoc',
    'restructuredtext',
    'latex',
    'python',
    'plaintext',
  )
  const write = fc.constantFrom(writeInline, writeBlock)
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 10 }),
      fc.nat(),
      fc.nat(),
      language,
      write,
      (lines, a, b, id, how) => {
        const number = a % lines.length
        const position = { line: number, character: b % ((lines[number] ?? '').length + 1) }
        const text = lines.join('\n')
        const writing = how(id, linesOf(text), position, two)
        const result = apply(text, writing)
        const without = result.replace(writing.text, '')
        // Blanks may go that would be indentation behind the link.
        expect(without.replace(/[ \t]/g, '')).toBe(text.replace(/[ \t]/g, ''))
      },
    ),
  )
})

test('a block in Markdown is an image, wherever the selection is', () => {
  const safe = line.filter((each) => !['---', '<p>', '\tcode', '==='].includes(each))
  fc.assert(
    fc.property(fc.array(safe, { minLength: 1, maxLength: 8 }), fc.nat(), (lines, seed) => {
      const number = seed % lines.length
      const text = lines.join('\n')
      const position = { line: number, character: (lines[number] ?? '').length }
      const result = apply(text, writeBlock('markdown', linesOf(text), position, [{ path: 'f.png', alt: 'a fox' }]))
      // A block of code that is never closed goes to the end of the text.
      fc.pre(lines.filter((each) => each === '```').length % 2 === 0)
      expect(findImages('markdown', result).map(({ path }) => path)).toEqual(['f.png'])
    }),
  )
})
