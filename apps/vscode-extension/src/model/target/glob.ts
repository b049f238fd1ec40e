/** Matches the globs of settings: `*`, `**`, `?` and `{a,b}`. A glob without a slash may match in any folder. */
export function matchesGlob(glob: string, path: string): boolean {
  const anchored = glob.includes('/') ? glob.replace(/^\//, '') : `**/${glob}`
  // Longer globs are not worth the time that backtracking may take.
  return anchored.length <= 200 && new RegExp(`^${toPattern(anchored)}$`).test(path)
}

function toPattern(glob: string): string {
  let depth = 0
  return (
    glob.replace(/\*\*\/|\*\*|\*|\?|[{},]|[.+^$()|[\]\\]/g, (token) => {
      if (token === '**/') return '(?:[^/]+/)*'
      if (token === '**') return '.*'
      if (token === '*') return '[^/]*'
      if (token === '?') return '[^/]'
      if (token === '{') {
        depth++
        return '(?:'
      }
      if (token === '}') {
        if (depth === 0) return '\\}'
        depth--
        return ')'
      }
      if (token === ',') return depth > 0 ? '|' : ','
      return `\\${token}`
    }) + ')'.repeat(depth)
  )
}
