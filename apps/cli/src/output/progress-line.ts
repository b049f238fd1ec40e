import type { Clock } from '@fluxkit/core'
import type { TerminalOutput } from '../host.ts'
import { terminalText } from '../terminal/terminal-text.ts'

/** A line at the bottom of a terminal that is redrawn in place, with other lines printed above it. */
export interface ProgressLine {
  /** Shows what `text` returns, again and again, until {@link stop}. Empty text shows nothing. */
  start(text: (frame: number) => string): void
  /** Prints above the line. `text` ends with a line end. */
  print(text: string): void
  /** Prints escape sequences of our own above the line: an image. */
  printRaw(sequences: string): void
  /** Removes the line until it is redrawn, for other output. */
  hide(): void
  /** Removes the line and its timer. */
  stop(): void
}

const redrawMs = 100
const clearLine = '\r\u001B[K'

/** Without a terminal nothing is redrawn, only printed. */
export function createProgressLine({
  output,
  clock,
  isLive,
}: {
  output: TerminalOutput
  clock: Clock
  isLive: boolean
}): ProgressLine {
  let text: ((frame: number) => string) | undefined
  let cancel: (() => void) | undefined
  let frame = 0
  let isShown = false

  const draw = (): void => {
    const line = terminalText(text?.(frame++) ?? '')
    if (line !== '' || isShown) output.write(clearLine + line)
    isShown = line !== ''
  }
  const tick = (): void => {
    draw()
    cancel = clock.setTimer(tick, redrawMs)
  }
  const clear = (): void => {
    if (isShown) output.write(clearLine)
    isShown = false
  }

  const printRaw = (sequences: string): void => {
    clear()
    output.write(sequences)
    if (cancel !== undefined) draw()
  }

  return {
    start(newText) {
      text = newText
      if (isLive && cancel === undefined) tick()
    },
    print: (line) => printRaw(terminalText(line)),
    printRaw,
    hide: clear,
    stop() {
      cancel?.()
      cancel = undefined
      text = undefined
      clear()
    },
  }
}
