using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary><c>Flow.Loop</c> and <c>Flow.Forever</c> as the entire condition of a loop.</summary>
internal static class LoopGuards
{
    public static LoopGuardKind KindOf(ExpressionSyntax? condition, SemanticModel model, out ITypeSymbol? progress)
    {
        progress = null;
        if (condition is not InvocationExpressionSyntax call || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || !method.IsFlowMember("Loop"))
            return LoopGuardKind.None;
        if (method.TypeArguments is not [var type])
            return LoopGuardKind.Rounds;
        progress = type;
        return LoopGuardKind.Progress;
    }

    /// <summary>Whether a condition is <c>Flow.Forever</c>: the loop is meant to live on, and its finished rounds are trimmed.</summary>
    public static bool IsForever(ExpressionSyntax? condition, SemanticModel model)
        => condition is not null && model.GetSymbolInfo(condition).Symbol.IsFlowMember("Forever");

    /// <summary>The condition under its bounds: the arguments as the user wrote them, given to the guard in the frame.</summary>
    public static string Text(LoopModel loop, string argumentList)
        => $"__f.Guard{loop.Number}.Next(\"{loop.Id}\", {argumentList.Substring(1)}";
}
