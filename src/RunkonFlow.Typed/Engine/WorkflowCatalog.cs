using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>The workflows that this process can run, by id and version.</summary>
internal sealed class WorkflowCatalog
{
    private readonly Dictionary<(string Id, int Version), RegisteredWorkflow> _workflows = [];

    public WorkflowCatalog(IEnumerable<WorkflowRegistration> registrations)
    {
        foreach (var registration in registrations)
        {
            if (!_workflows.TryAdd((registration.Id, registration.Version), new(registration)))
                throw new InvalidOperationException(
                    $"Workflow '{registration.Id}' version {registration.Version} is registered twice, the second time by {registration.Type}. Give one of them another id or version.");
        }
        Claimable = [.. _workflows.Values.Select(w => new ClaimableWorkflow(w.Registration.Id, w.Registration.Version, w.Definition.ShapeHash))];
    }

    /// <summary>What a claim states.</summary>
    public IReadOnlyList<ClaimableWorkflow> Claimable { get; }

    /// <summary>Workflows with a schedule; of several versions the newest.</summary>
    public IEnumerable<WorkflowDefinition> Scheduled => _workflows.Values.Select(static workflow => workflow.Definition)
        .GroupBy(static definition => definition.Id, static (_, versions) => versions.MaxBy(static definition => definition.Version)!)
        .Where(static definition => definition.Schedule is not null);

    /// <summary>The workflow of a claimed run.</summary>
    public RegisteredWorkflow this[string id, int version] => _workflows[(id, version)];

    /// <summary>The workflow, when it is registered.</summary>
    public RegisteredWorkflow? Find(string id, int version) => _workflows.GetValueOrDefault((id, version));
}
