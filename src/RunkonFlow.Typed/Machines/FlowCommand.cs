namespace RunkonFlow.Typed.Machines;

/// <summary>What a machine wants next.</summary>
public enum FlowCommandKind : byte
{
    /// <summary>Execute the step at <see cref="FlowCommand.Node"/>.</summary>
    Step,

    /// <summary>Wait until the moment that <see cref="FlowFrame.TimerOf"/> names.</summary>
    Timer,

    /// <summary>Wait for the decision of people; <see cref="FlowFrame.GateOf"/> says what is asked.</summary>
    Gate,

    /// <summary>Wait for a message.</summary>
    Signal,

    /// <summary>Run the child that <see cref="FlowFrame.ChildOf"/> starts.</summary>
    Child,

    /// <summary>Run the branches that <see cref="FlowFrame.BranchesOf"/> holds.</summary>
    Parallel,

    /// <summary>Run the items that <see cref="FlowFrame.FanOutOf"/> describes.</summary>
    FanOut,

    /// <summary>The flow has returned; <see cref="FlowMachine.WriteOutput"/> writes its value.</summary>
    Return,

    /// <summary>The flow has ended with <see cref="FlowFrame.Outcome"/>.</summary>
    Fail,
}

/// <summary>The answer of <see cref="FlowFrame.Advance"/>: the next durable operation, or the end.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Node">The operation's index in <see cref="WorkflowDefinition.Nodes"/>; 0 at the end.</param>
public readonly record struct FlowCommand(FlowCommandKind Kind, int Node);
