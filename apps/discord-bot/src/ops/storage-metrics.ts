import { Gauge, type Registry } from 'prom-client'

/** Can this process keep and read images now? */
export function addStorageMetrics(registry: Registry, isUp: () => boolean): void {
  const up: Gauge = new Gauge({
    name: 'fluxkit_image_storage_up',
    help: '1 while images can be kept and read, else 0',
    registers: [registry],
    collect: () => up.set(isUp() ? 1 : 0),
  })
}
