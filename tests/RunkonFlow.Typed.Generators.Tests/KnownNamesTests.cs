using Microsoft.Extensions.DependencyInjection;

namespace RunkonFlow.Typed.Generators.Tests;

public sealed class KnownNamesTests
{
    public static TheoryData<string, Type> Names => new()
    {
        { KnownNames.WorkflowAttribute, typeof(WorkflowAttribute) },
        { KnownNames.FlowAttribute, typeof(FlowAttribute) },
        { KnownNames.SubFlowAttribute, typeof(SubFlowAttribute) },
        { KnownNames.StepAttribute, typeof(StepAttribute) },
        { KnownNames.RetryAttribute, typeof(RetryAttribute) },
        { KnownNames.RetryOfAttribute, typeof(RetryAttribute<>) },
        { KnownNames.NoRetryAttribute, typeof(NoRetryAttribute<>) },
        { KnownNames.StepContext, typeof(StepContext) },
        { KnownNames.Unit, typeof(Unit) },
        { KnownNames.CancellationToken, typeof(CancellationToken) },
        { KnownNames.Task, typeof(Task) },
        { KnownNames.TaskOf, typeof(Task<>) },
        { KnownNames.ValueTask, typeof(ValueTask) },
        { KnownNames.ValueTaskOf, typeof(ValueTask<>) },
        { KnownNames.FromKeyedServices, typeof(FromKeyedServicesAttribute) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_that_of_a_real_type(string name, Type type) => Assert.Equal(type.FullName, name);
}
