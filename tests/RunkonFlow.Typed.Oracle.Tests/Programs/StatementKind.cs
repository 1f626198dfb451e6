namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>What the distribution is counted by. The compound kinds, up to <see cref="PlainTry"/>, are also counted as parents.</summary>
public enum StatementKind
{
    If,
    Switch,
    While,
    Do,
    For,
    ForEach,
    TryFinally,
    TryCatch,
    PlainIf,
    PlainSwitch,
    PlainLoop,
    PlainTry,

    Local,
    Assignment,
    Increment,
    Deconstruction,
    Pattern,
    OutVariable,
    LocalFunction,
    Await,
    AwaitAssigned,
    AwaitDeclared,
    SubFlow,
    Delay,
    Break,
    Continue,
    Return,
    ReturnAwait,
    Throw,
    ThrowCaught,
    Rethrow,
}
