namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>What a statement counts as in the distribution.</summary>
public static class StatementKinds
{
    public static bool IsCompound(StatementKind kind) => kind <= StatementKind.PlainTry;

    public static bool IsPlain(StatementKind kind) => kind is >= StatementKind.PlainIf and <= StatementKind.PlainTry;

    /// <summary>Kinds that are, or hold, an operation.</summary>
    public static bool IsDurable(StatementKind kind)
        => kind <= StatementKind.TryCatch
            || kind is >= StatementKind.Await and <= StatementKind.Delay or StatementKind.ReturnAwait;

    /// <summary>Every pair of kinds that C# and the language allow directly inside one another.</summary>
    public static IEnumerable<(StatementKind Parent, StatementKind Kind)> PossiblePairs
        => from parent in Enum.GetValues<StatementKind>().Where(IsCompound)
           from kind in Enum.GetValues<StatementKind>()
           where !IsPlain(parent) || !IsDurable(kind)
           select (parent, kind);

    /// <summary>The kinds of a statement, the main one first. A <c>try</c> with catch clauses and finally counts as both.</summary>
    public static IEnumerable<StatementKind> Of(Statement statement)
    {
        switch (statement)
        {
            case Local: yield return StatementKind.Local; break;
            case Assign: yield return StatementKind.Assignment; break;
            case Increment: yield return StatementKind.Increment; break;
            case Deconstruction: yield return StatementKind.Deconstruction; break;
            case LocalFunction: yield return StatementKind.LocalFunction; break;
            case Break: yield return StatementKind.Break; break;
            case Continue: yield return StatementKind.Continue; break;
            case Return: yield return StatementKind.Return; break;
            case Throw: yield return StatementKind.Throw; break;
            case ThrowCaught: yield return StatementKind.ThrowCaught; break;
            case Rethrow: yield return StatementKind.Rethrow; break;
            case Operation s:
                yield return s switch
                {
                    { Kind: OperationKind.Timer } => StatementKind.Delay,
                    { Kind: OperationKind.SubFlow } => StatementKind.SubFlow,
                    { Use: OperationUse.Returned } => StatementKind.ReturnAwait,
                    { Use: OperationUse.Assigned } => StatementKind.AwaitAssigned,
                    { Use: OperationUse.Declared or OperationUse.Deconstructed } => StatementKind.AwaitDeclared,
                    _ => StatementKind.Await,
                };
                if (s is { Kind: OperationKind.SubFlow, Use: OperationUse.Returned }) yield return StatementKind.ReturnAwait;
                break;
            case If s:
                yield return s.IsDurable ? StatementKind.If : StatementKind.PlainIf;
                if (s.Form == ConditionForm.Pattern) yield return StatementKind.Pattern;
                if (s.Form == ConditionForm.OutVariable) yield return StatementKind.OutVariable;
                break;
            case Switch s: yield return s.IsDurable ? StatementKind.Switch : StatementKind.PlainSwitch; break;
            case While { IsDurable: true } s: yield return s.IsDo ? StatementKind.Do : StatementKind.While; break;
            case For { IsDurable: true }: yield return StatementKind.For; break;
            case ForEach { IsDurable: true }: yield return StatementKind.ForEach; break;
            case While or For or ForEach: yield return StatementKind.PlainLoop; break;
            case Try { IsDurable: true } s:
                if (s.Finally is not null) yield return StatementKind.TryFinally;
                if (s.Catches.Length > 0) yield return StatementKind.TryCatch;
                break;
            case Try: yield return StatementKind.PlainTry; break;
        }
    }
}
