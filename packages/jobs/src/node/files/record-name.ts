/**
 * The name of a record's file says who may write it: `4.k3f9….json` is held by `k3f9…` since its 4th claim, `4.json` by
 * nobody. Claiming and releasing are renames, which one process wins, and a holder that was presumed dead can only write
 * under its own name, which is never read again.
 */
export interface RecordName {
  readonly name: string
  readonly fence: number
  readonly holder?: string
}

const shape = /^(\d{1,15})(?:\.([a-z0-9]{8,32}))?\.json$/

export function readRecordName(name: string): RecordName | undefined {
  const [, fence, holder] = shape.exec(name) ?? []
  return fence === undefined ? undefined : { name, fence: Number(fence), ...(holder !== undefined && { holder }) }
}

export function recordName(fence: number, holder?: string): RecordName {
  if (holder !== undefined && !/^[a-z0-9]{8,32}$/.test(holder)) throw new TypeError(`${holder} can’t hold jobs.`)
  return {
    name: holder === undefined ? `${fence}.json` : `${fence}.${holder}.json`,
    fence,
    ...(holder !== undefined && { holder }),
  }
}

/** The current one: older ones are left by holders that wrote too late. */
export function latest(names: readonly string[]): RecordName | undefined {
  let found: RecordName | undefined
  for (const name of names) {
    const one = readRecordName(name)
    if (one && (!found || one.fence > found.fence)) found = one
  }
  return found
}
