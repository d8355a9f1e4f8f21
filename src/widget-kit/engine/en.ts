import type { BackendEvent, FailureCode, InterruptionCause } from '../../engine/protocol.ts'

/** What every widget that trains says of the machinery under it. Numbers come in as texts. */
export const engineEn = {
  waiting: 'Training has not begun. It will run here, in your browser; nothing is sent anywhere.',
  probing: 'Loading the training engine, and measuring on this device where to compute …',
  /** Where it computes and why, how fast, and the speed that it was told not to exceed. */
  place: (b: BackendEvent, speed: string | null, limit: string | null): string => {
    const adapter = b.adapter === '' ? '' : ` (${b.adapter})`
    const at = speed === null ? '' : `, ${speed} steps/s${limit === null ? '' : ` (limit set: ${limit})`}`
    const software = b.software
      ? ' This adapter is software, not graphics hardware, so the CPU would probably be faster.'
      : ''
    switch (b.reason) {
      case 'webgpu':
        return `WebGPU${adapter}${at}.`
      case 'cpu-faster':
        return `CPU${at}: for this network it is the better choice on this device.`
      case 'between-steps':
        return `CPU${at}: this run is looked at between its steps, and only on the CPU does no step have to wait for that.`
      case 'forced':
        return b.backend === 'cpu' ? `CPU${at}, as chosen.` : `WebGPU${adapter}${at}, as chosen.${software}`
      case 'no-gpu-api':
        return `CPU${at}: this browser has no WebGPU, or the page did not come over a secure connection.`
      case 'no-adapter':
        return `CPU${at}: the browser has WebGPU but offers no graphics adapter.`
      case 'adapter-timeout':
        return `CPU${at}: the graphics adapter did not answer within three seconds.`
      case 'adapter-error':
        return `CPU${at}: the browser refused access to the graphics adapter.`
      case 'backend-error':
        return `CPU${at}: the graphics adapter was found but could not be started.`
      case 'too-large':
        return `CPU${at}: the network is too large for one buffer of the graphics device.`
      case 'device-lost':
        return `CPU${at}: the graphics device was lost, and the browser does not give it back yet. It is asked again every two minutes; go on training meanwhile.`
    }
  },
  rates: (webgpu: string, cpu: string) =>
    `Measured before the start: WebGPU, ${webgpu} steps/s; CPU, ${cpu}.`,
  /** Something is gone; the run will go on by itself. */
  lost: (cause: InterruptionCause, step: string): string => {
    switch (cause) {
      case 'device-lost':
        return `The graphics device was lost. The run is safe up to step ${step}; wait a moment, it goes on by itself.`
      case 'device-back':
        return `The graphics device is back. The run moves to it at step ${step}; wait a moment, it goes on by itself.`
      case 'worker-unavailable':
        return 'The training engine did not load. Wait a moment: it is being loaded once more.'
      case 'worker-crashed':
        return `The training engine has stopped. The run is safe up to step ${step}; wait a moment, the engine is being restarted.`
      case 'worker-hung':
        return `The training engine no longer answers. The run is safe up to step ${step}; wait a moment, the engine is being restarted.`
    }
  },
  recovering: (step: string) =>
    `The run is being rebuilt at step ${step}. Wait a moment: it goes on by itself.`,
  failed: (code: FailureCode, needed: string, most: string): string => {
    switch (code) {
      case 'worker-unavailable':
        return 'The training engine could not be loaded, even at the second try. Check the connection.'
      case 'worker-crashed':
        return 'The training engine has stopped twice, perhaps for lack of memory. Close other pages first.'
      case 'worker-hung':
        return 'The training engine stopped answering twice. Close other pages that keep this device busy first.'
      case 'bad-command':
        return 'The engine refused a setting. Undo the last change first.'
      case 'bad-event':
        return 'The engine sent something unreadable. Reload the page if that happens again.'
      case 'unknown-run':
      case 'run-exists':
        return 'Page and engine no longer agree about this run. It has to begin anew.'
      case 'snapshot-mismatch':
        return 'The saved run does not fit these settings. It has to begin anew.'
      case 'no-backend':
        return 'WebGPU was asked for but is not available here. Choose the CPU, or leave the choice to the engine.'
      case 'too-large':
        return `The network needs ${needed} in one buffer; this graphics device has room for ${most}. Make the network smaller, or compute on the CPU. Nothing has been allocated.`
      case 'training-error':
        return 'Training failed on this device. If it fails again, compute on the CPU.'
    }
  },
  goOn: 'Train on',
  again: 'Start again',
}

export type EngineTexts = typeof engineEn
