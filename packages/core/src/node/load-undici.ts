import type * as Undici from 'undici'
import { TransportError } from '../http/transport.ts'

/** Where undici and Node's own `fetch` keep the dispatcher of the whole process. Source: undici's `lib/global.js`. */
const processDispatcher = Symbol.for('undici.globalDispatcher.1')

/**
 * Loads undici, which takes 80 ms, and leaves the route of the application's own `fetch` as it is. Whichever copy of
 * undici is loaded first becomes the process-wide dispatcher; Node's own knows the proxy settings of the command line.
 * @throws {TransportError} when it is not installed, or was left out of a bundle
 */
export async function loadUndici(): Promise<typeof Undici> {
  // Node loads its own copy with the first use of one of its classes.
  if (!(processDispatcher in globalThis)) Reflect.get(globalThis, 'Headers')
  try {
    // By its file: for the bare name Bun has a stand-in without connections.
    return await import('undici/index.js')
  } catch (cause) {
    throw new TransportError('undici cannot be loaded.', { sent: 'no', mistake: true, cause })
  }
}
