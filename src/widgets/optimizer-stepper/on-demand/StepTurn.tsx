import { stepAsked, verdictOn } from '../../../core/optimizer/mistakes/index.ts'
import type { Trajectory } from '../../../core/optimizer/trajectory.ts'
import YourTurn, { type YourTurnProps } from '../../../widget-kit/by-hand/on-demand/your-turn/YourTurn.tsx'

interface Props extends Omit<YourTurnProps, 'asked' | 'judge' | 'coordinates'> {
  readonly run: Trajectory
}

/** A step of a run, worked out by the reader. */
export default function StepTurn({ run, ...props }: Props) {
  const { step } = props
  return (
    <YourTurn
      {...props}
      asked={stepAsked(run, step)}
      coordinates={run.setup.objective.names.length}
      judge={(asked, answer) => verdictOn(run, step, asked, answer)}
    />
  )
}
