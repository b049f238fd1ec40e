/** What a saved image says about itself. */
export interface EmbeddedFacts {
  readonly prompt: string
  readonly model: string
  readonly action: 'generate' | 'edit'
  readonly size: string | undefined
  readonly seed: number | string | undefined
  readonly taskId: string
  readonly createdAtMs: number
}

/**
 * The one-field form that image browsers know from other generators: the prompt, then a line of parameters. Source of
 * the shape: the `parameters` text chunk of AUTOMATIC1111's web UI.
 */
export function parametersText(facts: EmbeddedFacts): string {
  const { prompt, model, size, seed, taskId } = facts
  const entries = { Model: model, Size: size, Seed: seed, Task: taskId, Software: 'Fluxkit' }
  const line = Object.entries(entries).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return `${prompt}\n${line.join(', ')}`
}
