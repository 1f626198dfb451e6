using RunkonFlow.Typed;

namespace Imported;

/// <summary>Looks whether an automated gate is decided.</summary>
public interface IGateResolver
{
    /// <summary>The decision; null for not yet, and it is asked again.</summary>
    Task<Decision?> ResolveAsync(GateRequest request, CancellationToken ct);
}
