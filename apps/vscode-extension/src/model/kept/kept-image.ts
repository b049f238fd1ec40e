import type { isShownIn } from '../jobs/ownership.ts'

/** Why an image was put aside: not chosen, made again, thrown away, or replaced by an edit of it. */
export type KeptReason = 'variant' | 'retried' | 'discarded' | 'replaced'

/** An image that a user did not want where it was: kept for a while, so that nothing paid for or replaced is destroyed. */
export interface KeptImage {
  /** The name of its folder; sorts by age. */
  readonly id: string
  readonly reason: KeptReason
  /** Where it was. */
  readonly from: string
  readonly keptAtMs: number
  readonly bytes: number
  readonly width: number
  readonly height: number
  /** The job that made it, or the edit that took its place. */
  readonly jobId: string
  /** Position in that job; absent for a replaced original. */
  readonly index?: number
  /** The prompt of that job. */
  readonly prompt: string
  /** As in the job's record. */
  readonly workspace?: string
  /** For a replaced original: the name that its edit gets when both are wanted. */
  readonly editedName?: string
}

const reasons: readonly string[] = ['variant', 'retried', 'discarded', 'replaced'] satisfies KeptReason[]

/** The facts beside an image, as read from disk. @returns `undefined` for what is damaged, or of another version */
export function readKept(text: string, id: string): KeptImage | undefined {
  let facts: Partial<Record<keyof KeptImage | 'v', unknown>> | null
  try {
    facts = JSON.parse(text) as typeof facts
  } catch {
    return undefined
  }
  if (typeof facts !== 'object' || facts === null || facts.v !== 1) return undefined
  const { reason, from, keptAtMs, bytes, width, height, jobId, index, prompt, workspace, editedName } = facts
  const isWhole =
    typeof reason === 'string' &&
    reasons.includes(reason) &&
    isAddress(from) &&
    [jobId, prompt].every((value) => typeof value === 'string') &&
    [keptAtMs, bytes, width, height].every(Number.isFinite)
  if (!isWhole) return undefined
  return {
    id,
    ...({ reason, from, keptAtMs, bytes, width, height, jobId, prompt } as Omit<KeptImage, 'id'>),
    ...(typeof index === 'number' && { index }),
    ...(typeof workspace === 'string' && { workspace }),
    ...(typeof editedName === 'string' && { editedName }),
  }
}

/** Another one would make the editor refuse to show any image that is kept. */
function isAddress(from: unknown): from is string {
  return typeof from === 'string' && /^[a-z][a-z\d+.-]+:(?:\/\/[^/?#]*)?(?!\/\/)/i.test(from)
}

export function writeKept({ id: _id, ...facts }: KeptImage): string {
  return JSON.stringify({ v: 1, ...facts })
}

/** The image as a job of its workspace: it is shown where that is. */
export function ownerOf({ from, workspace }: KeptImage): Parameters<typeof isShownIn>[0] {
  return { ...(workspace !== undefined && { workspace }), target: { folder: from, stem: '' } }
}
