import { toPython } from '../../formula/code.ts'
import { type Settings, settingsOf } from '../schedule.ts'
import { oneLine, outlined, type ScheduleProgram } from './outline.ts'
import { pythonRate } from './python.ts'

/** The optimizer that the schedule is around: PyTorch's class and its arguments after `lr`. */
export interface TorchOptimizer {
  readonly name: 'SGD' | 'Adam'
  readonly momentum: number
  /** The longest gradient, or null where none is clipped. */
  readonly clip: number | null
}

const number = (x: number): string => toPython({ kind: 'number', value: x }, {}, 'torch')

/**
 * The schedule for PyTorch: one of its own classes where that gives the same rates over the whole run, else LambdaLR
 * around the formula. The program trains a stand-in for the reader's model and prints `k,t,rate` for every update.
 * @throws Error as `settingsOf`
 */
export function pyTorchSchedule(program: ScheduleProgram, optimizer: TorchOptimizer): string {
  const { schedule, updates, words } = program
  const settings = settingsOf(schedule, program.settings)
  const own = (settings['warm_up'] ?? 0) > 0 ? null : readyMade(baseId(schedule.id), settings, updates)
  const rate = own === null ? '1.0' : number(settings['alpha']!)
  const momentum = optimizer.momentum > 0 ? `, momentum=${number(optimizer.momentum)}` : ''
  return [
    `# ${oneLine(words.title)}`,
    ...(own === null ? ['import math', ''] : []),
    'import torch',
    '',
    ...(own === null ? [...rateFunction(program), ''] : []),
    `model = torch.nn.Linear(2, 1)  # ${oneLine(words.model)}`,
    `optimizer = torch.optim.${optimizer.name}(model.parameters(), lr=${rate}${momentum})`,
    ...(own === null ? [`# ${oneLine(words.factor)}`] : []),
    `scheduler = torch.optim.lr_scheduler.${own ?? 'LambdaLR(optimizer, rate_at)'}`,
    '',
    'print("k,t,rate")',
    `for k in range(${updates}):`,
    '    print(f"{k},{k + 1},{scheduler.get_last_lr()[0]!r}")',
    `    loss = model(torch.ones(1, 2)).square().mean()  # ${oneLine(words.loss)}`,
    '    optimizer.zero_grad()',
    '    loss.backward()',
    ...(optimizer.clip === null
      ? []
      : [`    torch.nn.utils.clip_grad_norm_(model.parameters(), ${number(optimizer.clip)})`]),
    '    optimizer.step()',
    '    scheduler.step()',
    '',
  ].join('\n')
}

const baseId = (id: string): string => id.replace(/^warm-up-/, '')

/** PyTorch's own class with its arguments, where it computes the same; null where it does not. */
function readyMade(id: string, settings: Settings, updates: number): string | null {
  const given = (name: string): string => number(settings[name]!)
  const floor = settings['alpha_min'] ?? 0
  switch (id) {
    case 'constant':
      return 'ConstantLR(optimizer, factor=1.0)'
    case 'step-decay':
      return `StepLR(optimizer, step_size=${given('every')}, gamma=${given('gamma')})`
    case 'exponential':
      return `ExponentialLR(optimizer, gamma=${given('gamma')})`
    case 'linear':
      // It refuses to start from nothing.
      if (settings['start'] === 0) return null
      return `LinearLR(optimizer, start_factor=${given('start')}, end_factor=${given('end')}, total_iters=${given('total')})`
    case 'polynomial':
      if (floor !== 0) return null
      return `PolynomialLR(optimizer, total_iters=${given('total')}, power=${given('power')})`
    case 'cosine':
      // After T it rises again.
      if (updates > settings['total']! + 1) return null
      return `CosineAnnealingLR(optimizer, T_max=${given('total')}, eta_min=${given('alpha_min')})`
    case 'cosine-warm-restarts':
      return `CosineAnnealingWarmRestarts(optimizer, T_0=${given('first')}, T_mult=${given('multiplier')}, eta_min=${given('alpha_min')})`
    case 'one-cycle':
      // It ends with an error after T.
      if (updates > settings['total']! || !isWhole(settings['rho']! * settings['total']!)) return null
      return `OneCycleLR(optimizer, max_lr=${given('alpha')}, total_steps=${given('total')}, pct_start=${given('rho')}, div_factor=${given('D')}, final_div_factor=${given('F')}, cycle_momentum=False)`
    default:
      return null
  }
}

const isWhole = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-9

function rateFunction(program: ScheduleProgram): string[] {
  const outline = outlined(program, 'torch')
  return [
    ...outline.constants.map(({ id, value }) => `${id} = ${number(value)}`),
    '',
    '',
    ...pythonRate(outline, program.words.rate, 'torch'),
    '',
  ]
}
