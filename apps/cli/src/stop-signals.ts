import type { StopReason } from './host.ts'

const exitCodesOfSignals: Record<StopReason, number> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 }

/**
 * The first signal asks the program to end, the second one ends it at once. Raw-mode prompts read Ctrl-C as a key, so
 * they cancel by themselves.
 */
export function listenForStop(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  const onSignal = (signal: StopReason): void => {
    if (controller.signal.aborted) process.exit(exitCodesOfSignals[signal])
    controller.abort(signal)
  }
  for (const signal of Object.keys(exitCodesOfSignals) as StopReason[]) process.on(signal, () => onSignal(signal))
  return controller.signal
}
