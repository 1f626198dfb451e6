using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the machine of a workflow.</summary>
internal static class MachineSource
{
    /// <summary>The file that holds the machine; null when the flow has errors.</summary>
    public static string? Create(INamedTypeSymbol workflow, Compilation compilation, CancellationToken cancellationToken) => null;
}
