import { builtinModules } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../scripts/bundle.ts'

let outputs: Record<string, { bytes: number; inputs: object; imports: { path: string }[] }>
let texts: readonly string[]

beforeAll(async () => {
  const { metafile, outputFiles = [] } = await bundle('dist/never-written', false)
  outputs = metafile.outputs
  texts = outputFiles.map(({ text }) => text)
})

const named = (name: string): (typeof outputs)[string] => {
  const [, found] = Object.entries(outputs).find(([path]) => path.endsWith(name)) ?? []
  return found ?? { bytes: Infinity, inputs: {}, imports: [] }
}

describe('the bundle', () => {
  test('that is loaded at start is under 100 KB', () => {
    expect(named('extension.cjs').bytes).toBeLessThan(100_000)
  })
  test('leaves client and sandbox to their first use', () => {
    const inputs = Object.keys(named('extension.cjs').inputs)
    expect(inputs.filter((path) => /simulator|core\/src\/(client|tasks)\//.test(path))).toEqual([])
    expect(named('client.cjs').bytes + named('sandbox.cjs').bytes).toBeLessThan(100_000)
  })
  test('holds no undici, no zod and no other package', () => {
    const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs))
    expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([])
    expect(inputs.filter((path) => path.includes('core/src/node/'))).toEqual([])
  })
  test('asks the editor for its API once, and copies it nowhere', () => {
    expect(texts.flatMap((text) => text.match(/require\("vscode"\)/g) ?? [])).toHaveLength(1)
    expect(texts.join('\n')).toMatch(/\.exports=require\("vscode"\)/)
  })
  test('needs nothing at run time but the editor and Node', () => {
    const imports = Object.values(outputs).flatMap((output) => output.imports.map(({ path }) => path))
    const foreign = imports.filter((path) => !builtinModules.includes(path.replace(/^node:/, '')))
    expect([...new Set(foreign)].toSorted()).toEqual(['./client.cjs', './sandbox.cjs', 'vscode'])
  })
})
