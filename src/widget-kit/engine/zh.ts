import type { EngineTexts } from './en.ts'

export const engineZh: EngineTexts = {
  waiting: '尚未开始训练。训练只在你的浏览器中进行，不会向外发送任何数据。',
  probing: '正在载入训练引擎，并在这台设备上实测，选定运算设备……',
  place: (b, speed, limit) => {
    const adapter = b.adapter === '' ? '' : `（${b.adapter}）`
    const at = speed === null ? '' : `，每秒 ${speed} 步${limit === null ? '' : `（限速 ${limit} 步）`}`
    const software = b.software ? '这个图形适配器由软件模拟，并非真正的显卡，改用 CPU 多半更快。' : ''
    switch (b.reason) {
      case 'webgpu':
        return `WebGPU${adapter}${at}。`
      case 'cpu-faster':
        return `CPU${at}：在这台设备上训练这个网络，用 CPU 更合适。`
      case 'between-steps':
        return `CPU${at}：这次训练要在两步之间查看结果，在 CPU 上才不必停下来等。`
      case 'forced':
        return b.backend === 'cpu'
          ? `按所选设置使用 CPU${at}。`
          : `按所选设置使用 WebGPU${adapter}${at}。${software}`
      case 'no-gpu-api':
        return `CPU${at}：浏览器不支持 WebGPU，或者页面不是通过安全连接打开的。`
      case 'no-adapter':
        return `CPU${at}：浏览器支持 WebGPU，但没有可用的图形适配器。`
      case 'adapter-timeout':
        return `CPU${at}：图形适配器在三秒内没有响应。`
      case 'adapter-error':
        return `CPU${at}：浏览器不允许使用图形适配器。`
      case 'backend-error':
        return `CPU${at}：找到了图形适配器，但无法启动。`
      case 'too-large':
        return `CPU${at}：网络太大，图形设备的一个缓冲区放不下。`
      case 'device-lost':
        return `CPU${at}：图形设备已丢失，浏览器暂时不再提供。每两分钟会重新尝试一次，其间可以继续训练。`
    }
  },
  rates: (webgpu, cpu) => `开始前实测：WebGPU 每秒 ${webgpu} 步，CPU 每秒 ${cpu} 步。`,
  lost: (cause, step) => {
    switch (cause) {
      case 'device-lost':
        return `图形设备已丢失。第 ${step} 步及之前的结果都还在；请稍候，训练会自动继续。`
      case 'device-back':
        return `图形设备已恢复，训练从第 ${step} 步起移回图形设备；请稍候，训练会自动继续。`
      case 'worker-unavailable':
        return '训练引擎未能载入。请稍候，正在重新载入。'
      case 'worker-crashed':
        return `训练引擎意外停止。第 ${step} 步及之前的结果都还在；请稍候，引擎正在重新启动。`
      case 'worker-hung':
        return `训练引擎没有响应。第 ${step} 步及之前的结果都还在；请稍候，引擎正在重新启动。`
    }
  },
  recovering: (step) => `正在从第 ${step} 步恢复。请稍候，训练会自动继续。`,
  failed: (code, needed, most) => {
    switch (code) {
      case 'worker-unavailable':
        return '训练引擎两次都未能载入。请先检查网络连接。'
      case 'worker-crashed':
        return '训练引擎两次意外停止，可能是内存不足。请先关闭其他页面。'
      case 'worker-hung':
        return '训练引擎两次停止响应。请先关闭其他占用这台设备的页面。'
      case 'bad-command':
        return '训练引擎不接受某项设置。请先撤销上一次修改。'
      case 'bad-event':
        return '训练引擎返回的数据无法识别。若再次出现，请刷新页面。'
      case 'unknown-run':
      case 'run-exists':
        return '页面与训练引擎的状态不一致。这次训练需要重新开始。'
      case 'snapshot-mismatch':
        return '保存的训练进度与当前设置不符。这次训练需要重新开始。'
      case 'no-backend':
        return '这里无法使用所选的 WebGPU。请把运算设备改为 CPU，或交给引擎自动选择。'
      case 'too-large':
        return `这个网络的一个缓冲区需要 ${needed}，而这台图形设备最多容纳 ${most}。请缩小网络，或改用 CPU。目前没有占用任何显存。`
      case 'training-error':
        return '运算设备在训练途中出错。若再次出错，请改用 CPU。'
    }
  },
  goOn: '继续训练',
  again: '重新开始',
}
