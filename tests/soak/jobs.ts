/** What one submission meets, and what must come of it. */
export interface Trouble {
  /** Magic word of the simulator; empty: nothing goes wrong. */
  readonly word: string
  /**
   * `image`: core gets over it. `failure`: the task itself fails, and was charged. `no charge`: the service says that it
   * accepted nothing. `unknown`: the fate of the submission cannot be known.
   */
  readonly end: 'image' | 'failure' | 'no charge' | 'unknown'
  /** For `unknown`: core may find the task within 10 s, and then the outcome is `image`. */
  readonly mayBeFound?: boolean
}

/** Half of all submissions meet one of these, in turn. */
const troubles: readonly Trouble[] = [
  { word: '429 times=1', end: 'image' },
  { word: '502 accepted=true times=1', end: 'unknown', mayBeFound: true },
  { word: 'reset-before times=1', end: 'unknown' },
  { word: 'reset-after times=1', end: 'unknown', mayBeFound: true },
  { word: 'reset-mid-body times=1', end: 'unknown', mayBeFound: true },
  { word: 'malformed-json times=1', end: 'unknown', mayBeFound: true },
  { word: '500 times=1', end: 'unknown' },
  { word: 'moderation', end: 'no charge' },
  { word: 'error code=used_up operation=submit', end: 'no charge' },
  { word: 'task-fails', end: 'failure' },
  { word: 'no-image', end: 'failure' },
  { word: 'hiccup', end: 'image' },
  { word: 'status-word', end: 'image' },
  { word: 'iso-times', end: 'image' },
]

/**
 * Rarer: one look asks about up to 50 tasks, so that one in ten with its own broken look would break nearly every
 * look of all.
 */
const pollTroubles: readonly Trouble[] = [
  { word: '502 operation=poll times=1', end: 'image' },
  { word: '429 operation=poll times=1', end: 'image' },
  { word: 'reset-mid-body operation=poll times=1', end: 'image' },
  { word: 'malformed-item times=1', end: 'image' },
]

/** Rare, because it takes the whole time limit of a request. */
const hang: Trouble = { word: 'hang-after times=1', end: 'unknown', mayBeFound: true }
const hangEvery = 500
const pollTroubleEvery = 50

const none: Trouble = { word: '', end: 'image' }

export interface Job {
  readonly prompt: string
  readonly trouble: Trouble
}

/** The order with this number; each has its own prompt, by which the simulator's tasks are told apart. */
export function jobOf(index: number): Job {
  const trouble = troubleOf(index)
  const word = trouble.word === '' ? '' : ` [sim:${trouble.word}]`
  return { prompt: `image ${index} of a soak${word}`, trouble }
}

function troubleOf(index: number): Trouble {
  if (index % hangEvery === hangEvery / 2) return hang
  if (index % pollTroubleEvery === 0) return pollTroubles[(index / pollTroubleEvery) % pollTroubles.length] ?? none
  return index % 2 === 0 ? none : (troubles[(index >> 1) % troubles.length] ?? none)
}
