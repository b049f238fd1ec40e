import type { Texts } from '../messages/texts.ts'
import type { Paint } from '../terminal/paint.ts'
import type { ActiveJob, ProgressState } from './progress-state.ts'
import type { Symbols } from '../terminal/symbols.ts'
import { secondsText } from './time-text.ts'

const barWidth = 24
/** A bar that is full while the work goes on would lie. */
const fullestBar = 0.95

export interface Look {
  readonly nowMs: number
  readonly columns: number
  readonly paint: Paint
  readonly symbols: Symbols
  readonly texts: Texts
  /** Counts redraws, to turn the spinner. */
  readonly frame: number
}

/** The progress line: of one job with a bar, of several as counts. Empty when nothing runs. */
export function progressText(state: ProgressState, look: Look): string {
  const [first] = state.active.values()
  if (first === undefined) return ''
  const spinner = look.symbols.spinner[look.frame % look.symbols.spinner.length] ?? ''
  return state.total > 1 ? severalText(state, look, spinner) : oneText(first, look, spinner)
}

function oneText(job: ActiveJob, look: Look, spinner: string): string {
  const elapsedMs = look.nowMs - job.startedAtMs
  const words = phaseText(job, elapsedMs, look.texts)
  const hasBar = (job.phase === 'running' || job.phase === 'queued') && job.expectedMs !== undefined
  const plainLength = 2 + job.model.length + 2 + words.length
  const isRoomForBar = plainLength + barWidth + 2 < look.columns
  const bar = hasBar && isRoomForBar ? `${barText(elapsedMs / (job.expectedMs ?? 1), look)}  ` : ''
  const trouble = job.isTroubled ? look.paint.yellow(`  ${look.texts.t('progress.trouble')}`) : ''
  const isRoomForTrouble = plainLength + barWidth + 2 + 36 < look.columns
  return `${look.paint.cyan(spinner)} ${look.paint.bold(job.model)}  ${bar}${words}${isRoomForTrouble ? trouble : ''}`
}

function severalText(state: ProgressState, look: Look, spinner: string): string {
  const startedAtMs = Math.min(...[...state.active.values()].map((job) => job.startedAtMs))
  const { t } = look.texts
  const { saved, total, failed } = state
  const counts = t('progress.several', { saved, total, running: state.active.size, failed })
  const oldest = t('progress.oldest', { elapsed: secondsText(look.nowMs - startedAtMs) })
  const bar = look.columns > 76 ? `${barText(Math.max(0, (state.saved + state.failed) / state.total), look)}  ` : ''
  return `${look.paint.cyan(spinner)} ${bar}${counts}  ${look.paint.dim(oldest)}`
}

/** What a job is doing, as text. */
function phaseText(job: ActiveJob, elapsedMs: number, { t }: Texts): string {
  const elapsed = secondsText(elapsedMs)
  if (job.phase === 'submitting') return t('phase.submitting')
  if (job.phase === 'saving') return t('phase.saving')
  if (job.phase === 'searching') return t('phase.searching', { elapsed })
  const isQueued = job.phase === 'queued'
  if (job.expectedMs === undefined) return isQueued ? t('phase.queued', { elapsed }) : elapsed
  const expected = secondsText(Math.max(1_000, job.expectedMs))
  const isUsual = elapsedMs <= job.expectedMs
  if (isQueued) return t(isUsual ? 'phase.queuedOf' : 'phase.queuedLong', { elapsed, expected })
  return t(isUsual ? 'phase.runningOf' : 'phase.runningLong', { elapsed, expected })
}

function barText(fraction: number, { paint, symbols }: Look): string {
  const [full, empty] = symbols.bar
  const filled = Math.round(Math.min(fullestBar, Math.max(0, fraction)) * barWidth)
  return paint.cyan(full.repeat(filled)) + paint.dim(empty.repeat(barWidth - filled))
}
