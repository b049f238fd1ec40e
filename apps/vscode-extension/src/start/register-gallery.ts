import * as vscode from 'vscode'
import { commands, viewTypes } from '../contributions.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import { loadOnce } from '../platform/load-once.ts'
import { registerEach } from '../platform/register-each.ts'
import type { Services } from '../services.ts'

/** The gallery is loaded when it is first opened; one that was open before a reload continues. */
export function registerGallery(services: Services): vscode.Disposable {
  const load = loadOnce(async () => {
    const { createGallery } = await import('../gallery/create-gallery.ts')
    return createGallery(services)
  })
  const { openGallery, chooseVariant } = commands
  return registerEach(services.log, {
    gallery: () => registerLazily(services.log, { openGallery, chooseVariant }, load),
    galleryAfterReload: () =>
      vscode.window.registerWebviewPanelSerializer(viewTypes.gallery, {
        deserializeWebviewPanel: async (panel) => (await load()).revive(panel),
      }),
  })
}
