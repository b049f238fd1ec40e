import type { DirectiveResult } from 'lit/directive.js'
import { ref } from 'lit/directives/ref.js'

/** Opens a dialog above everything, with the browser's own trap for the focus, once it is on the page. */
export const asDialog: DirectiveResult = ref((element) => {
  queueMicrotask(() => {
    if (element instanceof HTMLDialogElement && element.isConnected && !element.open) element.showModal()
  })
})
