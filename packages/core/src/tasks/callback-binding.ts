/**
 * Whose is a callback? The receiver proves which job's URL it came to; which task that job has is known where it was
 * submitted. Without that knowledge a callback is only a reason to poll, so that no host can forget to say it.
 */
export type Binding = 'own' | 'foreign' | 'unproven'

/**
 * @param cameTo the job whose URL the callback came to
 * @param belongsTo the job whose task it names, where the client knows it
 */
export function bindingOf(cameTo: string | undefined, belongsTo: string | undefined): Binding {
  if (cameTo === undefined || belongsTo === undefined) return 'unproven'
  return cameTo === belongsTo ? 'own' : 'foreign'
}
