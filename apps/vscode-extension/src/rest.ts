// What is loaded when a person or an agent first does something: the build makes it a bundle of its own. A window that starts
// loads only what is in `start/`, and imports these files late.

export * from './features/on-demand.ts'
export * from './jobs/open-desk.ts'
export * from './sandbox/sandbox-service.ts'
