import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileFunction } from 'node:vm'

/**
 * Loads CommonJS files as instances of its own, apart from those that the rest of the process loads from the same files,
 * so that they can be told that something does not exist which costs time to load.
 * @param require resolves names, and loads what is not a relative file
 * @param missing names that cannot be required in there
 */
export function createPrivateRequire(require: NodeJS.Require, missing: readonly string[]): (name: string) => unknown {
  const modules = new Map<string, { exports: unknown }>()

  function load(file: string): unknown {
    const known = modules.get(file)
    if (known) return known.exports
    const module: { exports: unknown } = { exports: {} }
    // Before it runs: files may require each other in a circle.
    modules.set(file, module)
    const folder = dirname(file)
    const requireFromFile = (name: string): unknown => {
      if (missing.includes(name)) throw new Error(`${name} is left out.`)
      return name.startsWith('.') ? load(require.resolve(join(folder, name))) : require(name)
    }
    const parameters = ['exports', 'require', 'module', '__filename', '__dirname']
    const run = compileFunction(readFileSync(file, 'utf8'), parameters, { filename: file })
    run.call(module.exports, module.exports, requireFromFile, module, file, folder)
    return module.exports
  }

  return (name) => load(require.resolve(name))
}
