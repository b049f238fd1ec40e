import type { BrowserContext } from 'playwright-core'
import type { EditorServer } from '../host/editor-server.ts'
import type { TestService } from '../host/service.ts'
import type { Records } from './records.ts'
import type { Workbench } from './workbench.ts'

/** What a flow can use: a fresh workspace folder, a window on it, the service behind. */
export interface FlowTools {
  readonly bench: Workbench
  readonly context: BrowserContext
  readonly folder: string
  readonly url: string
  readonly server: EditorServer
  readonly service: TestService
  readonly records: Records
  /** For looking at; the name says what it shows. */
  readonly shot: (name: string, bench?: Workbench) => Promise<void>
  readonly newBench: () => Promise<Workbench>
}

export interface Flow {
  readonly title: string
  readonly run: (tools: FlowTools) => Promise<void>
}
