import { parseSync, Visitor } from 'oxc-parser'

const functions: ReadonlySet<string> = new Set(['setTimeout', 'setInterval'])
const polls: ReadonlySet<string> = new Set(['vi.waitFor', 'vi.waitUntil', 'expect.poll'])
const clocks: ReadonlySet<string> = new Set(['Date.now', 'performance.now'])
const modules: ReadonlySet<string> = new Set(['node:timers', 'node:timers/promises', 'timers', 'timers/promises'])

/**
 * Where a test depends on real time, as `line: message`: a timer, a poll with a time limit, a comparison of clocks. Such a
 * test is slow on a quiet machine and fails on a busy one.
 *
 * @throws {Error} When the file does not parse.
 */
export function realTimeUses(path: string, text: string): string[] {
  return usesIn(path, text).map(({ message }) => message)
}

/**
 * Where a test of something that keeps its own time, such as an editor, waits for a time instead of a state.
 *
 * @throws {Error} When the file does not parse.
 */
export function fixedWaits(path: string, text: string): string[] {
  return usesIn(path, text).flatMap(({ isWait, message }) => (isWait ? message : []))
}

interface Use {
  readonly isWait: boolean
  readonly message: string
}

function usesIn(path: string, text: string): Use[] {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)
  const found: Use[] = []
  const add = (offset: number, complaint: string, isWait = false): void => {
    found.push({ isWait, message: `${text.slice(0, offset).split('\n').length}: ${complaint}` })
  }
  new Visitor({
    CallExpression({ callee, start }) {
      if (callee.type === 'Identifier' && functions.has(callee.name)) {
        add(start, `${callee.name} waits for real time; use the fake clock, or \`eventually\``, true)
      }
      if (callee.type !== 'MemberExpression') return
      if (callee.property.type === 'Identifier' && callee.property.name === 'waitForTimeout') {
        add(start, 'waitForTimeout waits for real time; wait for a state of the page', true)
      }
      const name = text.slice(callee.start, callee.end)
      if (polls.has(name)) add(start, `${name} gives up after real time; use \`clock.until\` or \`eventually\``)
      if (clocks.has(name)) add(start, `${name}() differs from run to run; use the fake clock`)
    },
    ImportDeclaration({ source, specifiers, start }) {
      if (!modules.has(source.value)) return
      for (const specifier of specifiers) {
        if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') continue
        const { name } = specifier.imported
        if (functions.has(name)) add(start, `${name} of ${source.value} waits for real time; use the fake clock`, true)
      }
    },
  }).visit(program)
  return found
}
