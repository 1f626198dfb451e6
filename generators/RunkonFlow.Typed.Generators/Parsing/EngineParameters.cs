using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>The parameters that the engine fills.</summary>
internal static class EngineParameters
{
    public static bool IsToken(IParameterSymbol parameter) => parameter.Type.Is(KnownNames.CancellationToken);

    public static bool IsContext(IParameterSymbol parameter) => parameter.Type.Is(KnownNames.StepContext);

    public static bool IsEngine(IParameterSymbol parameter) => IsToken(parameter) || IsContext(parameter);
}
