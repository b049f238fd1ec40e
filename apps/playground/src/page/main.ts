// oxlint-disable-next-line import/no-unassigned-import -- it defines the custom elements, before anything is drawn
import './elements.ts'
import { createControl } from './discord/control.ts'
import { startApp } from './shell/app.ts'

const root = document.querySelector<HTMLElement>('#app')
if (root === null) throw new Error('The page is incomplete')
try {
  const setup = (await (await fetch('/setup')).json()) as { readonly controlUrl: string; readonly fluxUrl: string }
  await startApp(createControl(setup.controlUrl), setup.fluxUrl, root)
} catch (error) {
  root.textContent = `The playground cannot be reached: ${error instanceof Error ? error.message : String(error)}`
}
