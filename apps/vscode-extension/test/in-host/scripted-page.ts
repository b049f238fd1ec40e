import * as vscode from 'vscode'
import type { Entry, Shown, ToHost, ToPage } from '../../src/gallery/model/protocol.ts'

/** What a user does with the variants that the page shows: takes one by its position, all, or closes the page. */
export type ChoiceAnswer = number | 'all' | 'close'

/** A panel of the editor whose page is a script: says that it is ready, and answers as a user would. */
export class ScriptedPanel {
  /** The newest last. */
  readonly received: ToPage[] = []
  readonly #answers: ChoiceAnswer[]
  readonly #posted = new vscode.EventEmitter<unknown>()
  readonly #disposed = new vscode.EventEmitter<void>()
  readonly onDidDispose: vscode.Event<void> = this.#disposed.event
  /** false: behind another tab. */
  visible = true
  iconPath: unknown
  isDisposed = false
  isRevealed = 0
  readonly webview: {
    options: vscode.WebviewOptions
    html: string
    readonly cspSource: string
    readonly onDidReceiveMessage: vscode.Event<unknown>
    asWebviewUri(uri: vscode.Uri): vscode.Uri
    postMessage(message: ToPage): Promise<boolean>
  }

  constructor(answers: ChoiceAnswer[]) {
    this.#answers = answers
    const ready = (): void => this.post({ type: 'ready', isAll: false })
    let options: vscode.WebviewOptions = {}
    let html = ''
    this.webview = {
      // As the editor does: the page begins again.
      get options() {
        return options
      },
      set options(next) {
        options = next
        if (html !== '') setImmediate(ready)
      },
      get html() {
        return html
      },
      set html(next) {
        html = next
        setImmediate(ready)
      },
      cspSource: 'https://page.test',
      onDidReceiveMessage: this.#posted.event,
      asWebviewUri: (uri) => uri,
      postMessage: async (message) => {
        this.received.push(message)
        if (message.type === 'go') setImmediate(() => this.#answer(message.job))
        return true
      },
    }
  }

  get shown(): Shown | undefined {
    return this.received.findLast((message) => message.type === 'show')
  }

  get entries(): Entry[] {
    return this.shown?.groups.flatMap(({ entries }) => entries) ?? []
  }

  post(message: ToHost | object): void {
    this.#posted.fire(message)
  }

  #answer(job: string): void {
    const answer = this.#answers.shift()
    if (answer === undefined) return
    if (answer === 'close') return this.dispose()
    const key = answer === 'all' ? undefined : this.shown?.choices.find((each) => each.job === job)?.keys[answer]
    this.post({ type: 'choose', job, ...(key !== undefined && { key }) })
  }

  reveal(): void {
    this.isRevealed += 1
  }

  dispose(): void {
    if (this.isDisposed) return
    this.isDisposed = true
    this.#disposed.fire()
  }
}
