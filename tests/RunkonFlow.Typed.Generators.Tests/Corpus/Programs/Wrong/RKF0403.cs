// === An_upcast_that_is_not_static
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Upcast]
    private long Widen(int old) => old; // RKF0403 'Widen' static

// === An_upcast_of_two_values
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Upcast]
    private static long Widen(int old, int more) => old + more; // RKF0403 'Widen' one

// === An_upcast_that_returns_what_it_takes
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Upcast]
    private static int Widen(int old) => old; // RKF0403 'Widen' old

// === Two_upcasts_of_one_pair
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

#pragma warning disable RKF0403
    [Upcast]
    private static long First(int old) => old;
#pragma warning restore RKF0403

    [Upcast]
    private static long Widen(int old) => old; // RKF0403 'Widen' another

// === A_private_upcast_of_a_stored_type
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    public sealed record Price(int Cents)
    {
        public static Price Of(int old) => From(old);

        [Upcast]
        private static Price From(int old) => new(old); // RKF0403 'From' public

    }

// === An_upcast_to_another_type_than_the_one_it_stands_on
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    public sealed record Price(int Cents)
    {
        [Upcast]
        public static long From(int old) => old; // RKF0403 'From' 'Shop.Ordering.Price' workflow

    }

// === An_upcast_from_a_form_before_the_first
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    public sealed record Price(int Cents)
    {
        [Upcast(0)]
        public static Price From(int old) => new(old); // RKF0403 'From' 1

    }

// === An_upcast_that_says_another_form_than_its_type_has
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    public sealed record Price(string Text)
    {
        [Upcast]
        public static Price From(Cents old) => new($"{old.Amount}"); // RKF0403 'From' 'Shop.Ordering.Cents' [Upcast(2)]

    }

    public sealed record Cents(int Amount)
    {
        [Upcast]
        public static Cents From(int old) => new(old);
    }
