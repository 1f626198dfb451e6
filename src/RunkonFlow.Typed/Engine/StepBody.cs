using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Engine;

/// <summary>What is called in place of a step; it stores its result in the frame as <see cref="FlowFrame.ExecuteAsync"/> does.</summary>
internal delegate ValueTask StepBody(FlowFrame frame, int node, StepContext step, CancellationToken cancellationToken);
