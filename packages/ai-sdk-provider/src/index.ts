// The public surface is this list; `index.test.ts` holds it.
export {
  createFluxkit,
  fluxkit,
  type FluxkitImageModelId,
  type FluxkitProvider,
  type FluxkitProviderSettings,
} from './create-fluxkit.ts'
export { FluxkitError } from './fluxkit-error.ts'
export type { FluxkitImageModel } from './image-model.ts'
export type { FluxkitImageOptions } from './image-options.ts'
export type { AcceptedTask } from './run-task.ts'
