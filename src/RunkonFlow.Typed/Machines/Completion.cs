namespace RunkonFlow.Typed.Machines;

/// <summary>With what an open <c>finally</c> goes on when its body ends.</summary>
public enum CompletionKind : byte
{
    /// <summary>With the statement behind it.</summary>
    None,

    /// <summary>With a return; the value is kept in the frame.</summary>
    Return,

    /// <summary>With a failure.</summary>
    Throw,

    /// <summary>With a break or continue.</summary>
    Jump,

    /// <summary>With a cancellation.</summary>
    Cancel,
}

/// <summary>What is pending in an open <c>finally</c>.</summary>
public struct Completion
{
    /// <summary>With what it goes on.</summary>
    public CompletionKind Kind;

    /// <summary>For a jump: its id, see <see cref="FlowFrame"/>; even for break, odd for continue, of loop <c>Target / 2</c>.</summary>
    public int Target;

    /// <summary>For a failure or cancellation: what it is.</summary>
    public Failure? Failure;

    /// <summary>A pending return.</summary>
    public static Completion Return() => new() { Kind = CompletionKind.Return };

    /// <summary>A pending jump.</summary>
    public static Completion Jump(int target) => new() { Kind = CompletionKind.Jump, Target = target };

    /// <summary>A pending failure or cancellation.</summary>
    public static Completion Of(Failure failure)
        => new() { Kind = failure.Kind == FailureKind.Cancel ? CompletionKind.Cancel : CompletionKind.Throw, Failure = failure };
}
