namespace RunkonFlow.Typed.Persistence;

/// <summary>Which runs a worker wants.</summary>
public sealed record ClaimRequest
{
    /// <summary>The worker's token; its row must be alive.</summary>
    public required string Worker { get; init; }

    /// <summary>At most how many.</summary>
    public required int Max { get; init; }

    /// <summary>Whose namespace.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>From which queues.</summary>
    public IReadOnlyList<string> Queues { get; init; } = ["default"];

    /// <summary>Workflows that it has registered; it never gets another.</summary>
    public required IReadOnlyList<ClaimableWorkflow> Workflows { get; init; }

    /// <summary>Claims in a row without progress after which a run is suspended as poison instead.</summary>
    public int PoisonLimit { get; init; } = 5;
}

/// <summary>A workflow that a worker has registered.</summary>
public sealed record ClaimableWorkflow(string Name, int Version, string Shape);
