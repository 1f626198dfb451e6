using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing.Running;

namespace RunkonFlow.Typed.Testing;

/// <summary>
/// One run of a workflow on the real engine in virtual time; made by <see cref="WorkflowTest.For"/>. First say what the run has
/// around it, then drive it, then look at what it did.
/// </summary>
/// <remarks>
/// One thing happens after the other: runs that are due are executed one at a time, in the order in which a worker claims them,
/// and only when nothing is due does the clock move to the next moment at which something is. Not for use by several threads.
/// </remarks>
public sealed partial class WorkflowTest<TResult> : IAsyncDisposable
{
    private readonly WorkflowStart<TResult> _start;
    private readonly StartOptions? _options;
    private readonly ServiceCollection _services = [];
    private readonly List<Action<RunkonFlowBuilder>> _workflows = [];
    private readonly FlowAnswers _answers = new();
    private readonly HashSet<long> _leftToTime = [];
    private readonly StepStandIns _standIns;
    private readonly ErrorLog _errors = new();
    private Func<TimeProvider, IWorkflowPersistence> _createStore = static time => new InMemoryPersistence(time);
    private TimeSpan _patience = TimeSpan.FromSeconds(2);
    private bool _reloads;
    private int _diesAt;
    private bool _diesAfterwards;

    internal WorkflowTest(WorkflowStart<TResult> start, StartOptions? options)
    {
        (_start, _options) = (start, options);
        _standIns = new(Time);
    }

    /// <summary>The clock of the run, and the <see cref="TimeProvider"/> of its services.</summary>
    public VirtualTimeProvider Time { get; } = new();

    /// <summary>Gives the workflow a service.</summary>
    public WorkflowTest<TResult> With<TService>(TService instance) where TService : class => WithServices(services => services.AddSingleton(instance));

    /// <summary>
    /// Gives the workflow services as an application does. Options of the engine that are configured here hold, but for those that
    /// virtual time sets itself: how long a lease lasts, and which waits park.
    /// </summary>
    /// <example><code>test.WithServices(services => services.AddRunkonFlow(options => options.PoisonLimit = 2))</code></example>
    public WorkflowTest<TResult> WithServices(Action<IServiceCollection> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        ThrowIfBegun();
        add(_services);
        return this;
    }

    /// <summary>Registers further workflows: those that the run calls as children.</summary>
    /// <example><code>test.WithWorkflows(builder => builder.AddShopWorkflows())</code></example>
    public WorkflowTest<TResult> WithWorkflows(Action<RunkonFlowBuilder> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        ThrowIfBegun();
        _workflows.Add(add);
        return this;
    }

    /// <summary>Uses another store than the one in memory; it is disposed with the test.</summary>
    /// <param name="create">Makes it over the test's clock.</param>
    public WorkflowTest<TResult> WithStore(Func<TimeProvider, IWorkflowPersistence> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        ThrowIfBegun();
        _createStore = create;
        return this;
    }

    /// <summary>Has people decide and messages come as soon as the run waits for them.</summary>
    /// <example><code>test.WithAnswers(answers => answers.Approve(OrderFulfilment.Gates.Approval))</code></example>
    public WorkflowTest<TResult> WithAnswers(Action<FlowAnswers> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        add(_answers);
        return this;
    }

    /// <summary>
    /// How much real time the body of a step may take before the test's clock moves on although it runs; 2 s when not said. A
    /// step that hangs is timed out then; one that waits on <see cref="Time"/> lets the clock move at once.
    /// </summary>
    public WorkflowTest<TResult> WithPatience(TimeSpan patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero);
        _patience = patience;
        return this;
    }

    /// <summary>
    /// Lets go of the run after every operation, and goes on with what is stored: a fresh instance of the workflow, the frame
    /// read back. A workflow that keeps something outside its locals then shows it.
    /// </summary>
    /// <remarks>The attempts, rows and results are the same; there are more claims, and a branch that is under way is begun anew.</remarks>
    public WorkflowTest<TResult> ReloadAfterEveryTransition()
    {
        ThrowIfBegun();
        _reloads = true;
        return this;
    }

    /// <summary>Puts a result in the place of a step of the workflow's own. A step of a service is faked with its service.</summary>
    public WorkflowTest<TResult> Fake<T>(StepHandle<T> step, T result) => Fake(step, (_, _) => new ValueTask<T>(result));

    /// <summary>As <see cref="Fake{T}(StepHandle{T}, T)"/>, with a result that depends on the attempt, or on the round of a loop.</summary>
    public WorkflowTest<TResult> Fake<T>(StepHandle<T> step, Func<StepContext, T> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Fake(step, (context, _) => new ValueTask<T>(result(context)));
    }

    /// <summary>As <see cref="Fake{T}(StepHandle{T}, T)"/>, with a result that comes later.</summary>
    public WorkflowTest<TResult> Fake<T>(StepHandle<T> step, Func<StepContext, CancellationToken, ValueTask<T>> result)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(result);
        _standIns.SetAlways(step, StepStandIns.Returning(result));
        return this;
    }

    /// <summary>Does something else in the place of a step without result; nothing when <paramref name="action"/> is null.</summary>
    public WorkflowTest<TResult> Fake(StepHandle step, Action<StepContext>? action = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        _standIns.SetAlways(step, StepStandIns.Doing((context, _) =>
        {
            action?.Invoke(context);
            return default;
        }));
        return this;
    }

    /// <summary>Has the next attempts at a step fail, before the step itself, or what it was faked with, is called.</summary>
    /// <param name="step">The step.</param>
    /// <param name="exception">What is thrown.</param>
    /// <param name="times">How many attempts.</param>
    public WorkflowTest<TResult> Fail(StepHandle step, Exception exception, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _standIns.AddOnce(step, (_, _, _, _) => ValueTask.FromException(exception), times);
        return this;
    }

    /// <summary>Has the next attempts at a step hang until they are cancelled: by their timeout, or by a cancel of the run.</summary>
    public WorkflowTest<TResult> Hang(StepHandle step, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _standIns.AddOnce(step, StepStandIns.Doing((_, token) => HangAsync(token)), times);
        return this;
    }

    /// <summary>Has the process die at a commit of the engine's; another takes the run over.</summary>
    /// <param name="commit">Which one, from 1.</param>
    /// <param name="afterwards">When it was made, and its reply is lost; else before it is made.</param>
    public WorkflowTest<TResult> DieAtCommit(int commit, bool afterwards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(commit, 0);
        ThrowIfBegun();
        (_diesAt, _diesAfterwards) = (commit, afterwards);
        return this;
    }

    private async ValueTask HangAsync(CancellationToken cancellationToken)
    {
        // Longer than any timeout that is sensible for a step, within what a timer can count.
        await Task.Delay(TimeSpan.FromDays(49), Time, cancellationToken).ConfigureAwait(false);
        throw new WorkflowTestException("The step hangs as the test asked, and nothing ended it: it has no timeout, and nobody cancelled the run.");
    }

    [MemberNotNull(nameof(_provider), nameof(_store), nameof(_client))]
    private void Build()
    {
        _services.TryAddSingleton<TimeProvider>(Time);
        _services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        _services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        var builder = _services.AddRunkonFlow();
        _services.PostConfigure<RunkonFlowOptions>(TestWorker.Prepare);
        foreach (var add in _workflows) add(builder);
        if (!_services.Any(service => ReferenceEquals(service.ImplementationInstance, _start.Workflow))) builder.Add(_start.Workflow);
        _inner = _createStore(Time.ForEngine);
        _dying = new(_inner, _diesAt, _diesAfterwards);
        _store = _inner;
        _services.Replace(ServiceDescriptor.Singleton(_inner));
        _provider = _services.BuildServiceProvider();
        _namespace = _provider.GetRequiredService<IOptions<RunkonFlowOptions>>().Value.Namespace;
        _client = _provider.GetRequiredService<IWorkflowClient>();
    }

    private void ThrowIfBegun()
    {
        if (_provider is not null) throw new InvalidOperationException("The run has begun: say this before it is driven.");
    }
}
