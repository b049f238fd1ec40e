export { type Agent, openAgent } from './agent.ts'
