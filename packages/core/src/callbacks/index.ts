export { type CallbackKey, generateCallbackKey } from './callback-key.ts'
export {
  type CallbackReceiver,
  type CallbackReceiverOptions,
  createCallbackReceiver,
} from './create-callback-receiver.ts'
export type { CallbackEvent } from './read-callback.ts'
