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
        Definitions =
        [
            .. _workflows.Values.Select(static workflow => workflow.Definition)
                .OrderBy(static definition => definition.Group, StringComparer.Ordinal)
                .ThenBy(static definition => definition.Title, StringComparer.Ordinal).ThenBy(static definition => definition.Version),
        ];
        // Runs of a former id are claimed too, unless a workflow has that id now.
        foreach (var workflow in _workflows.Values.ToList())
            foreach (var former in workflow.Definition.FormerIds)
                _workflows.TryAdd((former, workflow.Registration.Version), workflow);
        Claimable = [.. _workflows.Select(w => new ClaimableWorkflow(w.Key.Id, w.Key.Version, w.Value.Definition.ShapeHash))];
    }

    /// <summary>Each workflow and version, by group, title and version.</summary>
    public IReadOnlyList<WorkflowDefinition> Definitions { get; }

    /// <summary>What a claim states.</summary>
    public IReadOnlyList<ClaimableWorkflow> Claimable { get; }

    /// <summary>Workflows with a schedule; of several versions the newest.</summary>
    public IEnumerable<WorkflowDefinition> Scheduled => Definitions
        .GroupBy(static definition => definition.Id, static (_, versions) => versions.MaxBy(static definition => definition.Version)!)
        .Where(static definition => definition.Schedule is not null);

    /// <summary>Steps that write in a transaction of the store need a store that has them.</summary>
    /// <exception cref="InvalidOperationException">It has none, or a workflow with such a step stores nothing.</exception>
    public void RequireTransactions(IWorkflowPersistence store)
    {
        foreach (var workflow in _workflows.Values)
        {
            var step = workflow.Definition.Nodes.FirstOrDefault(static node => node.IsTransactional || node.Compensation is { IsTransactional: true });
            if (step is null) continue;
            if (!store.HasTransactions)
                throw new InvalidOperationException(
                    $"Step '{step.StepId}' of workflow '{workflow.Definition.Id}' takes a DbTransaction, and {store.GetType().Name} has none: use a store with transactions, such as UseSqlite(\"flows.db\"), or write without the parameter, under the step's idempotency key.");
            if (workflow.Definition.Durability == Durability.None)
                throw new InvalidOperationException(
                    $"Step '{step.StepId}' of workflow '{workflow.Definition.Id}' takes a DbTransaction, but the workflow stores nothing: remove its Durability.None.");
        }
    }

    /// <summary>The workflow of a claimed run.</summary>
    public RegisteredWorkflow this[string id, int version] => _workflows[(id, version)];

    /// <summary>The workflow, when it is registered.</summary>
    public RegisteredWorkflow? Find(string id, int version) => _workflows.GetValueOrDefault((id, version));
}
