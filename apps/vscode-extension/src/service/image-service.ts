import type { LooseFluxRequest } from '@fluxkit/core'

/** A picture in memory, named by its bytes and not by what a server said. */
export interface Picture {
  readonly bytes: Uint8Array
  /** Without a dot. */
  readonly extension: string
  readonly width: number
  readonly height: number
}

export interface AcceptedTask {
  readonly id: string
  readonly submittedAtMs: number
}

export interface SubmitOptions {
  readonly signal: AbortSignal
  /** The answer came after the caller had given up: the task runs and costs. */
  readonly onLate: (task: AcceptedTask) => void
}

export interface WaitTask {
  readonly id: string
  readonly model: string
  readonly submittedAtMs: number
}

/** What a job needs of the service; the sandbox is the other implementation. Failures are errors of core. */
export interface ImageService {
  submit(request: LooseFluxRequest, options: SubmitOptions): Promise<AcceptedTask>
  /** @returns Links of the pictures, at least one. */
  wait(
    task: WaitTask,
    options: { readonly signal: AbortSignal; readonly deadlineMs: number },
  ): Promise<readonly string[]>
  download(url: string, options: { readonly signal: AbortSignal; readonly taskId: string }): Promise<Picture>
  /** @returns A public, permanent link. */
  upload(bytes: Uint8Array<ArrayBuffer>, name: string, options: { readonly signal: AbortSignal }): Promise<string>
}
