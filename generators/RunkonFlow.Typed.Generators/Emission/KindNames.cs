using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>The library's names for kinds of operations.</summary>
internal static class KindNames
{
    /// <summary>The member of <c>NodeKind</c>.</summary>
    public static string NodeKindOf(DurableKind kind) => kind switch
    {
        DurableKind.Delay or DurableKind.Until => "Timer",
        _ => kind.ToString(),
    };

    /// <summary>The member of <c>FlowCommandKind</c>.</summary>
    public static string CommandKindOf(DurableKind kind) => kind == DurableKind.Race ? "Parallel" : NodeKindOf(kind);
}
