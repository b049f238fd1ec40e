import type * as vscode from 'vscode'

/**
 * A list that an earlier start has stored. An entry that can't be read (of another version, damaged) is left out, and so
 * are all of a store that fails: they must not stop the start.
 *
 * @param read `undefined`, or an error: not such an entry.
 */
export function storedList<Value>(
  state: Pick<vscode.Memento, 'get'>,
  key: string,
  read: (entry: never) => Value | undefined,
): Value[] {
  const entries = orNone(() => [...state.get<readonly never[]>(key, [])])
  return entries.flatMap((entry) => orNone(() => [read(entry)])).filter((value) => value !== undefined)
}

function orNone<Value>(work: () => Value[]): Value[] {
  try {
    return work()
  } catch {
    return []
  }
}
