/*
 * Texts as patients write them to "you have an appointment Tue Dec 1 at 9:30 AM. Reply C to confirm, R to reschedule.", made up for
 * this test. Labelled by the rule written at AnswerRead in appointment-answer.ts.
 */

export const labels = ['confirm', 'reschedule', 'decline', 'late', 'unclear', 'none'] as const;
export type Label = (typeof labels)[number];

export interface LabelledAnswer {
  readonly label: Label;
  readonly body: string;
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const texts: Readonly<Record<Label, string>> = {
  confirm: `
    C
    c
    C.
    " c "
    Y
    YES
    Yes!
    yes please
    Yess
    Yep
    yup thanks
    yeah
    Sí
    si gracias
    Confirm
    Confirmed
    CONFIRMED!!
    I confirm
    Confirming my appointment
    confirm my appointment please
    I'd like to confirm my appointment
    yes confirm
    C thank you
    C, thanks!
    Hi, C
    c to confirm
    Reply C
    👍
    👍🏽
    👌
    ✅
    Yes 👍
    👍 see you then
    ok
    Ok thanks
    Okay, thank you
    K
    Sounds good
    sounds great thank you!
    Perfect, thanks
    That works
    That works for me
    Works for me
    will do
    see you then
    See you then!
    See you tomorrow
    see u tuesday
    see ya there
    Thanks, see you Tuesday
    ok see you at 9:30
    C u then
    I'll be there
    Ill be there
    I will be there
    We'll be there
    we will be there thank you
    He'll be there
    be there!
    Will be there
    She will be there at 9:30
    Yes I'll be there
    Yes, I will be there
    yes ill be there thanks for the reminder
    Yes we are coming
    I'm coming
    I am still coming
    Yes I can make it
    I can make it
    we can make it thanks
    I plan on being there
    Planning to be there
    I'll make it
    Yes I will attend
    I will be attending
    I'm confirming for Tuesday at 9:30
    Confirming for tomorrow
    Confirmed for 9:30
    yes 9:30 works
    9:30 is fine
    Tuesday works for me
    Yes, Tuesday at 9:30 is good
    Yes tuesday at 9:30
    count me in
    good to go
    All set for Tuesday
    I'm keeping my appointment
    keep my appointment please
    Looking forward to it
    Looking forward to seeing you
    Absolutely, see you then
    Of course
    yes. what should I bring?
    Yes, do I need to fast?
    C. Where do I park?
    I'll be there, what should I bring?
    Yes! Can my husband come too?
    C but I can't breathe
    yes and can you refill my prescription
    C and I have a question about my bill
    Good morning, yes I will be there
    Hello yes I confirm
    Yes maam
    Yes sir I'll be there
    Hi this is Ana. Yes, I'll be there
    Yes thank you for the reminder
    Confirmo
    Sí, confirmo
    si confirmo mi cita
    Confirmada
    Ahí estaré
    ahi estare gracias
    Sí, ahí estaremos
    allí estaré
    Nos vemos el martes
    Ahi nos vemos
    nos vemos mañana
    Sí voy
    si voy a ir
    Claro que sí
    Por supuesto, ahí estaré
    De acuerdo
    Está bien, gracias
    Sí, asistiré
    si puedo ir
    Confirmo mi cita para el martes
    Buenos días, sí confirmo
    Cuente conmigo
    Vale
    Perfecto, gracias
    I got it on my calendar, see you then
    Yes I am planning on it
    Yea I'll be there
    Yes, that time works
    Yes still good for Tuesday
    ok I will be there
    We're all set, see you Tuesday
    thanks, confirmed
    wouldn't miss it
    See you soon!
    Yes we will see you then
    Yes I have it on my calendar
    Yep see you in the morning
  `,
  reschedule: `
    R
    r
    R please
    R.
    Hi, R
    R to reschedule
    Reschedule
    reschedule please
    I need to reschedule
    Need to reschedule
    Can I reschedule?
    can we reschedule
    Could we reschedule for next week?
    How do I reschedule?
    I'd like to reschedule my appointment
    Please reschedule me
    I have to reschedule, something came up
    I can't make it, can we reschedule?
    Can't make it Tuesday, need to reschedule
    Sorry I can't come, can I come Thursday instead?
    yes, but can we make it 10?
    yes but can we make it 10
    C but can we make it 10?
    ok but could we do 10 instead
    can we make it 10:30
    Can we make it a little later?
    Can you make it 3pm instead
    can we move it
    Can we move it to Friday?
    could you move my appointment to the afternoon
    move it to next week please
    Can I move my appt
    I need to move my appointment
    Can I change my appointment?
    I want to change the time
    can i change it to wednesday
    need to change my appointment to another day
    Change my appt pls
    Can we push it back an hour?
    Push back to 11?
    Is it possible to push my appointment to Thursday
    different time
    Different time please
    another time
    Another day please
    Do you have a different time?
    do you have anything earlier?
    Do you have any openings later that day?
    Anything available in the afternoon?
    is there a later time available
    Is there anything Wednesday?
    Any chance I could come at 11 instead?
    Could I come in at 2?
    Can I come in earlier
    Can I come Thursday?
    Can we do Wednesday instead
    can we do 4 pm?
    Could we do another day?
    What about Thursday?
    How about 2pm?
    Would Friday work?
    Would 10 be possible?
    Thursday would be better
    Thursday works better for me
    afternoon would be better
    I prefer the afternoon
    I'd rather come Friday
    I can only do mornings
    I need a later time
    I need an earlier appointment time
    I need a different day
    Can I get a different date?
    That time doesn't work, do you have another time?
    9:30 is too early, can we do 11?
    Tuesday doesn't work for me. How about Wednesday?
    Switch to Friday please
    Can we switch days?
    postpone please
    Can we postpone my appointment
    I have to cancel and reschedule
    Cancel and reschedule please
    not sure I can make it, can we move it?
    Please change my appointment to Dec 3
    Can you bump me to next week?
    Is it possible to come later?
    Running late, can we reschedule?
    I'm stuck at work can I come in at 4 instead
    R, next Tuesday afternoon if possible
    R next week
    yes please reschedule
    No, can we do Thursday?
    No, I need to reschedule
    Cambiar
    Necesito cambiar mi cita
    quiero cambiar la cita
    ¿Puedo cambiar mi cita?
    puedo cambiar la hora?
    Otra hora por favor
    otro día por favor
    ¿Tiene otra hora?
    Necesito reprogramar
    quisiera reagendar mi cita
    ¿Podemos moverla al jueves?
    ¿Puede ser más tarde?
    podria ser el jueves?
    ¿Puede ser a las 10?
    Sí, pero ¿puede ser a las 10?
    No puedo ese día, ¿tiene otra fecha?
    No puedo ir mañana, podemos cambiarla?
    mejor el viernes
    ¿Hay algo más temprano?
    Me gustaría cambiar la fecha
    Can I see you sooner about my knee
  `,
  decline: `
    X
    x
    X please
    can't make it
    Can't make it
    Cant make it sorry
    I can't make it
    I cannot make it
    I can not make it today
    I won't be able to make it
    Won't be able to make it, sorry
    I am unable to make it
    I'm not able to make it
    Not able to make it today
    I won't make it
    not going to make it
    we can't make it tomorrow
    I can't make it to my appointment
    I can't make it to the appointment because my car broke down
    Sorry, can't make it Tuesday
    Hi, I can't make it. Thank you
    My son can't make it
    I don't think I can make it
    I don't think I'll be able to make it
    I can't come
    I can't come in tomorrow
    cant come today im sick
    I won't be coming
    I'm not coming
    not coming
    We are not coming
    I will not be there
    I won't be there
    can't be there sorry
    I can't attend
    unable to attend
    I won't be able to attend my appointment
    I can't keep my appointment
    I can't do Tuesday
    I can't do that day
    can't do it
    Cancel my appointment please
    cancel my appointment
    Please cancel my appointment
    please cancel my appt for tomorrow
    I need to cancel
    I need to cancel my appointment
    Need to cancel my visit
    I'd like to cancel
    I want to cancel my appointment
    I have to cancel
    have to cancel for tomorrow sorry
    Can I cancel my appointment?
    can you cancel my appointment
    Could you please cancel my cleaning
    I'm going to have to cancel
    Cancel it please
    cancel that appointment
    Cancel Tuesday
    Cancel tomorrow's appointment
    Canceling my appointment
    yes I need to cancel
    yes please cancel my appointment
    No, I can't make it
    No I need to cancel
    no, can't come
    I no longer need the appointment
    I don't need this appointment anymore
    don't want the appointment
    I have to skip this appointment
    I'm going to skip it
    Something came up, can't make it
    We won't make it, kids are sick
    I'm sick and can't come in
    Can't make it, I'm at work
    ok I can't make it
    Thanks but I can't make it
    Running late, not going to make it
    Please take me off the schedule for Tuesday
    you can give my slot to someone else
    No puedo ir
    No puedo ir mañana
    no podré ir
    No puedo asistir
    No podré asistir a mi cita
    no podemos ir
    No voy a poder ir
    no voy a poder llegar
    No iré
    No puedo
    no puedo ese día
    No puedo el martes
    no puedo llegar a la cita
    Cancelar mi cita
    cancele mi cita por favor
    Quiero cancelar la cita
    Tengo que cancelar
    necesito cancelar mi cita
    Lo siento, no puedo ir
    No voy a ir
    Ya no necesito la cita
    disculpe no podré asistir
    Por favor cancelen mi cita
    I cant make my appointment
    Can't make my 9:30 appointment
    won't be in today
    I'm unable to come in
    will not be attending
    no longer able to attend
    I must cancel my appointment
  `,
  late: `
    running late
    Running late!
    I'm running late
    running 10 min late
    I'm running about 15 minutes late
    Running a few minutes late sorry
    running a bit behind
    I'll be late
    I will be 10 minutes late
    Going to be 5 min late
    I might be a few minutes late
    I'm going to be late
    we are late, sorry
    on my way
    On my way!
    omw
    OMW 5 min
    I'm on my way
    We're on our way
    on the way
    Stuck in traffic
    I'm stuck in traffic, be there soon
    traffic is terrible
    almost there
    Be there in 10
    be there in 5 minutes
    I'll be there in 10 minutes
    5 minutes away
    10 mins late
    I'm here
    I'm outside
    we are here
    Just arrived
    just pulled in
    In the parking lot
    here
    Yes I'm on my way
    yes running late
    No, just running late
    please don't cancel my appointment, I'm on my way
    Voy en camino
    estoy en camino
    Voy tarde
    voy un poco tarde
    Llegaré tarde
    llego 10 minutos tarde
    Ya casi llego
    Se me hizo tarde
    estoy afuera
    ya llegué
    I missed the bus, I'll be late
    Looking for parking
    Running late, should I still come?
  `,
  unclear: `
    no
    No.
    nope
    No thank you
    maybe
    Maybe?
    not sure
    Not sure yet
    I'm not sure I can make it
    I might be able to make it
    I'll try
    I'll try to make it
    Probably
    I think so
    hopefully
    I hope to be there
    Depends on work
    yes no
    C R
    C or R?
    C X
    c?
    yes?
    Yes. No.
    X yes
    let me check my schedule
    I'll let you know
    I have to check with my husband
    please don't cancel my appointment
    I don't want to reschedule
    👎
    👍👎
    Tal vez
    quizás
    no sé
    No estoy seguro
    creo que sí
    I will be there, actually I can't make it
    Reply C to confirm, R to reschedule
    C, can't make it
    X see you then
    If I feel better I'll be there
  `,
  none: `
    I can't make it stop hurting
    I can't make it through the night without pain
    yes it hurts
    Yes, it hurts
    yes it still hurts when I chew
    cancel my subscription
    Cancel my insurance please
    Please cancel my prescription
    confirm you take Aetna?
    Can you confirm you take Aetna
    C-section question
    I have a question about my C-section
    Is vitamin C ok to take?
    X-ray results?
    When will my x-ray be ready
    R u open today?
    Rx refill please
    What time is my appointment?
    When is my appointment
    where are you located
    What is the address?
    Do you take Medicaid?
    How much is the visit?
    Can I eat before?
    Do I need to fast?
    can I drive after the procedure
    How long will I be there?
    thanks
    Thank you!
    Thank you for the reminder
    hello
    good morning
    Who is this?
    who is this
    wrong number
    ?
    I can't sleep
    I can't keep food down
    I can't go to the bathroom
    I can't come off this medication
    No puedo dormir
    no puedo respirar bien
    me duele mucho
    ¿A qué hora es mi cita?
    ¿Dónde están ubicados?
    gracias
    Did you cancel my appointment?
    was my appointment cancelled?
    Is there a fee to reschedule?
    What is your cancellation policy
    I changed my insurance
    I need to change my address
    can I change my pharmacy
    Can you move my records to Dr. Lee
    My period is late
    my period is two weeks late
    Is there a late fee?
    I paid the bill yesterday
    Can I get a copy of my records
    my tooth broke
    I have a fever
    Can someone call me
    call me please
    Please call my husband
    it's getting better
    no pain today
    No, it doesn't hurt
    No allergies
    the pain is worse at 3 am
    I take it at 10
    10
    1
    2
    I threw up twice this morning
    Can I get a refill
    I need a refill of my inhaler
    Do you see kids?
    See attached photo
    I see blood when I brush
    I have to change the bandage every day
    when should I change the dressing
    I can't move my arm
    can I move my arm yet?
    Should I stop taking it?
    Do I need another shot?
    Is Dr. Smith in today
    the medicine is not working
    works great, the swelling is gone
    I'll call you later
    Can you text me the forms
    I sent the form yesterday
    Yes I have diabetes
    yes, my insurance is Aetna
    yes twice a day
    ok it still hurts though
    ok what do I do about the swelling
    A
    Hola
    Tengo una pregunta
    ¿Aceptan mi seguro?
    my daughter has a rash
    can't breathe
    I can't take it anymore
    Confirm what?
    I was told to reschedule by who?
    my ride cancelled on me
    Ana
    asdf
    are you open today
    Can you see my son today
  `,
};

export const labelled: readonly LabelledAnswer[] = labels.flatMap((label) =>
  lines(texts[label]).map((body) => ({ label, body })),
);
