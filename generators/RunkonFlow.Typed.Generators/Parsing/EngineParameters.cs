using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>The parameters that the engine fills.</summary>
internal static class EngineParameters
{
    public static bool IsToken(IParameterSymbol parameter) => parameter.Type.Is(KnownNames.CancellationToken);

    public static bool IsContext(IParameterSymbol parameter) => parameter.Type.Is(KnownNames.StepContext);

    /// <summary>The store's own transaction, in which a step writes.</summary>
    public static bool IsTransaction(IParameterSymbol parameter) => parameter.Type.Is(KnownNames.DbTransaction);

    public static bool IsEngine(IParameterSymbol parameter) => IsToken(parameter) || IsContext(parameter) || IsTransaction(parameter);
}
