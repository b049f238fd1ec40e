/**
 * Which job does a callback belong to? The receiver proves which job's URL was called; the job's task is known where it was
 * submitted. Without that knowledge a callback is only a reason to poll, so that no host can forget to say it.
 */
export type Binding = 'own' | 'foreign' | 'unproven'

/**
 * @param cameTo the job whose URL was called
 * @param belongsTo the job whose task it names, where the client knows it
 */
export function bindingOf(cameTo: string | undefined, belongsTo: string | undefined): Binding {
  if (cameTo === undefined || belongsTo === undefined) return 'unproven'
  return cameTo === belongsTo ? 'own' : 'foreign'
}
