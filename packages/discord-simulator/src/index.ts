export {
  createDiscordSimulator,
  type DiscordSimulator,
  type DiscordSimulatorOptions,
  type RunningDiscord,
} from './simulator.ts'
export { systemClock, type DiscordClock, type PassTime } from './clock/clock.ts'
export type { EventStream, SimulatorEvent } from './events/event-stream.ts'
export type { EndpointControls, EndpointDelivery, SignatureHeaders } from './endpoint/endpoint.ts'
export type { GatewayControls } from './gateway/gateway.ts'
export { World, type TeamMember, type UserOptions } from './actors/world.ts'
export { SimulatedGuild, type GuildOptions } from './actors/guild.ts'
export { SimulatedChannel } from './actors/channel.ts'
export { SimulatedUser, type Choice } from './actors/user.ts'
export { Reply, type ShownModal } from './actors/reply.ts'
export {
  ShownMessage,
  type ShownButton,
  type ShownFile,
  type ShownImage,
  type ShownSelect,
} from './actors/shown-message.ts'
export { ActorError } from './actors/actor-error.ts'
export type { OptionValue, Upload } from './actors/option-values.ts'
export type { ModalValue } from './actors/fill-modal.ts'
export type { ControlOptions } from './control/control-app.ts'
export type { ArmedFault, Fault, FaultMoment, Faults } from './faults/faults.ts'
export type { LoggedRequest } from './events/request-log.ts'
export type { RateLimitScope } from './requests/rate-limited.ts'
export type { DiscordErrorCode } from './requests/errors.ts'
export { ValidationError, type RequestValidator, type ValidationFailure } from './validator/request-validator.ts'
export { permissionBits, type PermissionName } from './state/permissions.ts'
