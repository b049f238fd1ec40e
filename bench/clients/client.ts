/** How a client learns that an image is ready. */
export type Way = 'polling' | 'callback' | 'held connection'

export interface ClientSettings {
  /** Origin of the benchmark's server. */
  readonly origin: string
  readonly way: Way
  /** 20: everything, the client's own pauses included, runs 20 times as fast. */
  readonly timeScale: number
  /** The client's own time limit of one request, where it has such an option. */
  readonly timeoutMs?: number | undefined
}

/** One client of an image service, as the benchmarks use it: as its README does, but for the address of the service. */
export interface BenchClient {
  /** One request with a small JSON answer. @param id of a task that finished long ago */
  poll(id: string): Promise<unknown>
  /** One image, from the order to the knowledge that it is ready. */
  image(prompt: string): Promise<unknown>
  /** Only clients that bring this themselves. */
  download?(url: string, directory: string): Promise<unknown>
  close?(): Promise<void>
}

export type ClientFactory = (settings: ClientSettings) => BenchClient | Promise<BenchClient>
